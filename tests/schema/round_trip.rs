//! Rows there and back: JSON, the desk's values, Postgres.

use crate::postgres::{block_on, migrate, runtime, sync_client};
use kit::{
    postgres::Cluster,
    rows::{self, Row},
};
use model::{Type, Value, tables};
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::Value as Json;
use sync::pg::{self, Param, Unfit};
use tokio_postgres::{Client, types::ToSql};

#[test]
fn rows_come_back_from_json() {
    for table in tables::ALL {
        let mut runner = TestRunner::new(ProptestConfig::with_cases(64));
        let outcome = runner.run(&rows::row(table), |row| {
            let back = Row::from_json(table, &row.json()).map_err(TestCaseError::fail)?;
            prop_assert_eq!(&back.json(), &row.json());
            prop_assert_eq!(back, row);
            Ok(())
        });
        outcome.unwrap_or_else(|e| panic!("{}: {e}", table.name));
    }
}

#[test]
fn rows_come_back_from_postgres() {
    let hub = Cluster::shared().database();
    migrate(&hub);
    let runtime = runtime();
    let client = runtime.block_on(sync_client(&hub));
    let mut runner = TestRunner::new(ProptestConfig::with_cases(48));
    let outcome = runner.run(&rows::organization(3), |organization| {
        runtime.block_on(async {
            client.batch_execute("BEGIN").await.expect("begun");
            for row in &organization {
                insert(&client, row).await;
                let back = select(&client, row).await.expect("it fits");
                for (column, (back, sent)) in
                    row.table.columns.iter().zip(back.values.iter().zip(&row.values))
                {
                    // jsonb keeps what the text means, not how it was written.
                    if column.ty != Type::Json {
                        assert_eq!(back, sent, "{}.{}", row.table.name, column.name);
                    }
                }
                assert!(same(&back.json(), &row.json()), "{back:?}\n{row:?}");
            }
            client.batch_execute("ROLLBACK").await.expect("rolled back");
        });
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
}

/// The ends of every type, and what lies beyond them on the hub.
#[test]
fn what_the_hub_holds_comes_exactly_or_is_named() {
    let hub = Cluster::shared().database();
    migrate(&hub);
    let read = |ty: Type, expression: &str| {
        let query = format!("SELECT {expression}");
        block_on(async {
            let row = sync_client(&hub).await.query_one(&query, &[]).await.expect(expression);
            let column = model::Column {
                name: "it",
                doc: "",
                ty,
                nullable: false,
                default: model::Default::None,
                references: None,
                class: model::Class::Scalar,
            };
            pg::read(&row, 0, &column)
        })
    };
    let money = Type::Decimal { precision: 12, scale: 2 };
    for (ty, expression, expected) in [
        (money, "9999999999.99::numeric(12,2)", Ok(Value::Int(999_999_999_999))),
        (money, "-9999999999.99::numeric(12,2)", Ok(Value::Int(-999_999_999_999))),
        (money, "0.10", Ok(Value::Int(10))),
        (money, "1.5000", Ok(Value::Int(150))),
        (money, "100000::numeric", Ok(Value::Int(10_000_000))),
        (money, "10000000000::numeric", Err(Unfit::Digits("numeric(12,2)".into()))),
        (money, "0.001", Err(Unfit::Digits("numeric(12,2)".into()))),
        (money, "'NaN'::numeric(12,2)", Err(Unfit::NotANumber)),
        (money, "'-Infinity'::numeric", Err(Unfit::NotANumber)),
        (money, "NULL::numeric", Err(Unfit::Missing)),
        (Type::Instant, "'1970-01-01 00:00:00'::timestamp", Ok(Value::Int(0))),
        (Type::Instant, "'1969-12-31 23:59:59.999999'::timestamp", Ok(Value::Int(-1))),
        (
            Type::Instant,
            "'4714-11-24 00:00:00 BC'::timestamp",
            Ok(Value::Int(model::Instant::MIN.0)),
        ),
        (
            Type::Instant,
            "'294247-01-10 04:00:54.775807'::timestamp - interval '0'",
            Ok(Value::Int(i64::MAX)),
        ),
        (Type::Instant, "'infinity'::timestamp", Err(Unfit::Instant)),
        (Type::Instant, "'-infinity'::timestamp", Err(Unfit::Instant)),
        (Type::Boolean, "true", Ok(Value::Int(1))),
        (Type::Integer, "-2147483648", Ok(Value::Int(i32::MIN.into()))),
        (
            Type::Json,
            "'{\"b\":1.50,  \"a\":[]}'::jsonb",
            Ok(Value::from("{\"a\": [], \"b\": 1.50}")),
        ),
        (Type::Json, "'1e400'::jsonb", Err(Unfit::Json)),
        (Type::Text { max: Some(3) }, "'𝄞𝄞𝄞'", Ok(Value::from("𝄞𝄞𝄞"))),
        (Type::Text { max: Some(3) }, "'𝄞𝄞𝄞𝄞'", Err(Unfit::Length(3))),
    ] {
        assert_eq!(read(ty, expression), expected, "{expression}");
    }
}

pub async fn insert(client: &Client, row: &Row) {
    let columns: Vec<_> = row.table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
    let places: Vec<_> = (1..=columns.len()).map(|place| format!("${place}")).collect();
    let params: Vec<_> = row
        .table
        .columns
        .iter()
        .zip(&row.values)
        .map(|(column, value)| Param { ty: column.ty, value: value.as_ref() })
        .collect();
    let params: Vec<_> = params.iter().map(|param| param as &(dyn ToSql + Sync)).collect();
    let sql = format!(
        "INSERT INTO \"{}\" ({}) VALUES ({})",
        row.table.name,
        columns.join(", "),
        places.join(", "),
    );
    client.execute(&sql, &params).await.unwrap_or_else(|e| panic!("{e:?}\n{row:?}"));
}

async fn select(client: &Client, row: &Row) -> Result<Row, Unfit> {
    let columns: Vec<_> = row.table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
    let sql = format!("SELECT {} FROM \"{}\" WHERE id = $1", columns.join(", "), row.table.name);
    let id = Param { ty: Type::Uuid, value: row.get("id").as_ref() };
    let found = client.query_one(&sql, &[&id]).await.expect("the row that was written");
    let value = |(at, column)| pg::read(&found, at, column);
    let values = row.table.columns.iter().enumerate().map(value).collect::<Result<_, _>>()?;
    Ok(Row { table: row.table, values })
}

/// The same JSON, where a number is what it counts and not how it is written.
fn same(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(k, v)| b.get(k).is_some_and(|w| same(v, w)))
        }
        (a, b) => a == b,
    }
}
