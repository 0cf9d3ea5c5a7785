using FsCheck;
using FsCheck.Fluent;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Text2Sql.Tests.Schema.Annotations;

public sealed class AnnotationYamlTests
{
    [Fact]
    public void WhatIsWritten_IsRead()
    {
        var texts = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => new string([.. text.Get.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]))
            .Or(Gen.Elements("yes", "null", "~", "1", "1.5", "true", "- a", "a: b", "# no", "'", "\"", "a\nb", " lead", "trail ", "!tag", "&anchor", "*alias", "活跃客户", "%", "@", "`", "{}", "[]", "|", ">"));
        var annotations =
            from description in texts
            from synonyms in texts.ListOf()
            from column in texts
            from sql in texts
            from values in Gen.Elements<ValueVisibility?>(null, ValueVisibility.Full, ValueVisibility.Local, ValueVisibility.None)
            select new SchemaAnnotations
            {
                Values = values ?? ValueVisibility.Local,
                MaxValues = 5,
                Tables = [new TableAnnotation { Table = "t" + column, Schema = description, Description = description, Synonyms = [.. synonyms], Columns = [new ColumnAnnotation { Column = column, Values = values }] }],
                Glossary = [new GlossaryTerm { Term = sql, Sql = sql, DefinitionChinese = description, Kind = GlossaryKind.Metric, Table = column }],
            };

        Prop.ForAll(annotations.ToArbitrary(), said =>
        {
            var read = AnnotationYaml.Read(AnnotationYaml.Write(said));
            AnnotationYaml.Write(read).ShouldBe(AnnotationYaml.Write(said));
            read.Tables[0].Synonyms.ShouldBe(said.Tables[0].Synonyms);
            read.Tables[0].Description.ShouldBe(said.Tables[0].Description);
            read.Glossary[0].Sql.ShouldBe(said.Glossary[0].Sql);
            read.Tables[0].Columns[0].ShouldBe(said.Tables[0].Columns[0]);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("a: &x [1, 2]\nb: *x")]
    [InlineData("a: !!binary aGVsbG8=")]
    [InlineData("glossary: [{term: t, term: u}]")]
    [InlineData("a: [")]
    [InlineData("a: b\n---\nc: d")]
    [InlineData("? [a]\n: b")]
    [InlineData("a: [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]")]
    public void WhatCouldBeSomethingElse_IsNotRead(string yaml) => Should.Throw<MemoriException>(() => AnnotationYaml.Read(yaml)).Code.ShouldBe("invalid-yaml");

    [Fact]
    public void EmptyFile_SaysNothing()
    {
        AnnotationYaml.Read("").Tables.ShouldBeEmpty();
        AnnotationYaml.Read("# only a comment\n").Glossary.ShouldBeEmpty();
        AnnotationYaml.Read("tables:\nglossary: ~\n").Tables.ShouldBeEmpty();
    }

    [Fact]
    public void Json_IsTheSameDocument() =>
        AnnotationYaml.Write(AnnotationYaml.ReadJson("""{"values":"local","max_values":7,"tables":[{"table":"t","columns":[{"column":"c","values":"none"}]}]}"""))
            .ShouldBe(AnnotationYaml.Write(AnnotationYaml.Read("values: local\nmax_values: 7\ntables:\n- table: t\n  columns:\n  - column: c\n    values: none\n")));
}
