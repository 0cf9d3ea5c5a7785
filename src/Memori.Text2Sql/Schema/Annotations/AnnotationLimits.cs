using System.Globalization;
using Memori.Text;

namespace Memori.Text2Sql.Schema.Annotations;

/// <summary>How much may be said, and in what form.</summary>
internal static class AnnotationLimits
{
    public const int MostTables = 10_000;
    public const int MostColumns = 2_000;
    public const int MostTerms = 2_000;
    public const int MostSynonyms = 50;
    public const int LongestName = 200;
    public const int LongestText = 2_000;
    public const int MostValues = 100_000;
    private const int MostShown = 20;

    /// <summary>Throws when something is wrong whatever the schema.</summary>
    /// <exception cref="MemoriException"><c>invalid-annotations</c>.</exception>
    public static void Require(SchemaAnnotations annotations)
    {
        List<AnnotationIssue> issues = [];
        if (annotations.MaxValues is < 0 or > MostValues)
        {
            issues.Add(new AnnotationIssue("max_values", "out-of-range", new LocalizedText($"max_values must be from 0 to {MostValues}.", $"max_values 必须在 0 到 {MostValues} 之间。")));
        }

        if (annotations.Tables.Any(static table => table is null || table.Columns.Any(static column => column is null)) || annotations.Glossary.Any(static term => term is null))
        {
            Require([new AnnotationIssue("annotations", "null", new LocalizedText("A table, a column or a term is null.", "表、列或术语不能为 null。"))]);
        }

        Count(issues, "tables", annotations.Tables.Count, MostTables);
        Count(issues, "glossary", annotations.Glossary.Count, MostTerms);
        Duplicates(issues, "table", annotations.Tables.Select(static table => TableNames.Of(table.Schema, table.Table)));
        Duplicates(issues, "term", annotations.Glossary.Select(static term => term.Term));
        foreach (var table in annotations.Tables.Take(MostTables))
        {
            var subject = $"table {Shown(table.Table)}";
            Texts(issues, subject, table.Description, table.Synonyms);
            Count(issues, subject, table.Columns.Count, MostColumns);
            Duplicates(issues, $"column {Shown(table.Table)}.", table.Columns.Select(static column => column.Column));
            foreach (var column in table.Columns.Take(MostColumns))
            {
                Texts(issues, $"column {Shown(table.Table)}.{Shown(column.Column)}", column.Description, column.Synonyms);
            }
        }

        foreach (var term in annotations.Glossary.Take(MostTerms))
        {
            var subject = $"term {Shown(term.Term)}";
            Texts(issues, subject, term.Definition, [term.Term, .. term.Synonyms]);
            Texts(issues, subject, term.DefinitionChinese, []);
            Texts(issues, subject, term.Sql, []);
            if (string.IsNullOrWhiteSpace(term.Definition) && string.IsNullOrWhiteSpace(term.DefinitionChinese))
            {
                issues.Add(new AnnotationIssue(subject, "empty", new LocalizedText($"The term '{Shown(term.Term)}' needs a definition.", $"术语“{Shown(term.Term)}”缺少定义。")));
            }
        }

        Require(issues);
    }

    /// <summary>Throws when there is an issue.</summary>
    /// <exception cref="MemoriException"><c>invalid-annotations</c>, naming them all (of many, the first).</exception>
    public static void Require(IReadOnlyList<AnnotationIssue> issues)
    {
        if (issues.Count > 0)
        {
            var more = issues.Count > MostShown ? string.Create(CultureInfo.InvariantCulture, $" (+{issues.Count - MostShown})") : "";
            throw new MemoriException(FaultKind.BadRequest, "invalid-annotations", new LocalizedText(
                string.Join(' ', issues.Take(MostShown).Select(static issue => issue.Message.English)) + more,
                string.Concat(issues.Take(MostShown).Select(static issue => issue.Message.Chinese)) + more));
        }
    }

    private static void Texts(List<AnnotationIssue> issues, string subject, string? text, IReadOnlyList<string> names)
    {
        if (text is { Length: > LongestText })
        {
            issues.Add(new AnnotationIssue(subject, "too-long", new LocalizedText($"What is said of {subject} is longer than {LongestText} characters.", $"{subject} 的说明超过 {LongestText} 个字符。")));
        }

        if (text is not null && text.Any(static c => char.IsControl(c) && c is not ('\n' or '\t' or '\r')))
        {
            issues.Add(new AnnotationIssue(subject, "bad-character", new LocalizedText($"What is said of {subject} has control characters.", $"{subject} 的说明含有控制字符。")));
        }

        Count(issues, subject, names.Count, MostSynonyms);
        if (names.Any(static name => string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl)))
        {
            issues.Add(new AnnotationIssue(subject, "bad-name", new LocalizedText(
                $"A name of {subject} is empty, longer than {LongestName} characters, or has control characters.", $"{subject} 的某个名称为空、超过 {LongestName} 个字符或含有控制字符。")));
        }
    }

    private static void Count(List<AnnotationIssue> issues, string subject, int count, int most)
    {
        if (count > most)
        {
            issues.Add(new AnnotationIssue(subject, "too-many", new LocalizedText($"More than {most} entries: {subject}.", $"条目超过 {most} 个:{subject}。")));
        }
    }

    private static void Duplicates(List<AnnotationIssue> issues, string kind, IEnumerable<string> names) => issues.AddRange(names
        .GroupBy(static name => name, StringComparer.Ordinal)
        .Where(static group => group.Skip(1).Any())
        .Select(group => new AnnotationIssue($"{kind} {Shown(group.Key)}", "duplicate", new LocalizedText($"'{Shown(group.Key)}' is there twice.", $"“{Shown(group.Key)}”重复出现。"))));

    private static string Shown(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";
}
