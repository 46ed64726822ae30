//! What a column of the desk takes, against what Postgres takes.

use crate::{
    postgres::Judge,
    sqlite::{File, insert_with},
};
use kit::rows::{self, stored};
use model::{Type, Value, tables};
use rusqlite::types::Value as Stored;

/// A column takes what its Postgres type takes: the edges of every type, and what lies just
/// beyond them, are put to both.
#[test]
fn a_column_is_as_wide_as_in_postgres() {
    let (file, hub) = (File::new(), Judge::new());
    let mut disagreements = Vec::new();
    for table in tables::ALL {
        let row = rows::example(&rows::row(table));
        for (place, column) in table.columns.iter().enumerate() {
            let mut try_it = |probe: Stored, expected: bool| {
                let mut values: Vec<_> = row.values.iter().map(stored).collect();
                values[place] = probe.clone();
                // The row's parents are missing, which is looked at only by a commit.
                file.db.execute_batch("BEGIN").expect("begun");
                let done = insert_with(&file.db, &row, values.into_iter());
                if !file.db.is_autocommit() {
                    file.db.execute_batch("ROLLBACK").expect("rolled back");
                }
                if done.is_ok() != expected {
                    let probe = format!("{probe:?}").chars().take(80).collect::<String>();
                    let name = format!("{}.{}", table.name, column.name);
                    disagreements.push(format!("{name} {done:?}, Postgres {expected}: {probe}"));
                }
            };
            for probe in probes(column.ty) {
                try_it(stored(&probe), hub.takes(column.ty, &probe));
            }
            for misfit in misfits(column.ty) {
                try_it(misfit, false);
            }
            try_it(Stored::Null, column.nullable);
        }
    }
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
}

/// Values of a type around its edges.
fn probes(ty: Type) -> Vec<Value> {
    let around = |edges: &[i64]| {
        let steps = edges.iter().flat_map(|edge| [-1, 0, 1].map(|step| edge.checked_add(step)));
        let mut probes: Vec<_> = steps.flatten().chain([0, 1, -1]).collect();
        probes.dedup();
        probes.into_iter().map(Value::Int).collect()
    };
    let text = |texts: Vec<String>| texts.into_iter().map(Value::Text).collect();
    match ty {
        Type::Uuid => [0, 1, u128::MAX].map(|n| Value::Id(uuid::Uuid::from_u128(n))).to_vec(),
        Type::Text { max } => {
            let max = max.map_or(100_000, usize::from);
            text(vec![
                String::new(),
                "x".repeat(max),
                "x".repeat(max + 1),
                "𝄞".repeat(max),
                "𝄞".repeat(max + 1),
                "x\0".into(),
                "\0".into(),
                "it's \"so\" \\ %_\n\u{7f}".into(),
            ])
        }
        Type::Enum(e) => {
            let mut labels: Vec<_> = e.labels.iter().map(|label| (*label).to_owned()).collect();
            let wrong =
                labels.iter().flat_map(|l| [l.to_lowercase(), format!("{l} "), l[1..].into()]);
            let wrong: Vec<_> = wrong.chain([String::new(), "OPENED".into()]).collect();
            labels.extend(wrong);
            text(labels)
        }
        Type::Integer => around(&[i32::MIN.into(), i32::MAX.into(), i64::MIN + 1, i64::MAX]),
        Type::Boolean => around(&[0, 1, i64::MAX]),
        Type::Decimal { precision, .. } => {
            let most = 10i64.pow(precision.into()) - 1;
            around(&[-most, most])
        }
        Type::Instant => around(&[model::Instant::MIN.0, 0, i64::MAX]),
        Type::Json => [
            "{}",
            "[]",
            "null",
            "\"\"",
            " 1.50 ",
            "-0",
            "1e400",
            "[[[{\"a\":[1,{}]}]]]",
            "{\"a\":1,\"a\":2}",
            r#""\\u0000""#,
            r#""\u00e4 \ud834\udd1e""#,
            "",
            "{",
            "{a:1}",
            "'a'",
            "[1,]",
            "NaN",
            "+1",
            "01",
            "0x1",
            "// a\n1",
            "1 2",
            "\"\t\"",
            r#""\u0000""#,
            r#"{"\\\u0000":1}"#,
        ]
        .map(Value::from)
        .to_vec(),
    }
}

/// What is not even stored like a value of the type.
fn misfits(ty: Type) -> Vec<Stored> {
    let bytes = |n: usize| Stored::Blob(vec![b'1'; n]);
    match ty {
        Type::Uuid => vec![bytes(0), bytes(15), bytes(17), Stored::Text("1".repeat(16))],
        Type::Text { .. } | Type::Enum(_) | Type::Json => vec![bytes(1), bytes(16)],
        Type::Integer | Type::Boolean | Type::Decimal { .. } | Type::Instant => {
            vec![bytes(8), Stored::Text("x".into()), Stored::Real(0.5)]
        }
    }
}
