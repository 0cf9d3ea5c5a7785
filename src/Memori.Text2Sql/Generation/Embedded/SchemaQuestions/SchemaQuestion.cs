namespace Memori.Text2Sql.Generation.Embedded.SchemaQuestions;

/// <summary>What is asked of the database itself.</summary>
internal enum SchemaQuestionKind
{
    /// <summary>Which tables there are.</summary>
    Tables,

    /// <summary>How many tables there are.</summary>
    TableCount,

    /// <summary>Which tables have a column.</summary>
    TablesWith,

    /// <summary>Which tables refer to a table.</summary>
    Referring,

    /// <summary>The columns of a table.</summary>
    Columns,

    /// <summary>How many columns a table has.</summary>
    ColumnCount,

    /// <summary>What a table or a column means.</summary>
    Meaning,

    /// <summary>The type of a column.</summary>
    Type,
}

/// <summary>A question on the schema.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Name">What the question says of which table or column; empty where it needs none.</param>
internal sealed record SchemaQuestion(SchemaQuestionKind Kind, string Name);
