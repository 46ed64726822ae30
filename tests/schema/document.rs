#[test]
fn the_page_on_the_schema_is_fresh() {
    kit::generated::check("docs/SCHEMA.md", &kit::document::schema());
}
