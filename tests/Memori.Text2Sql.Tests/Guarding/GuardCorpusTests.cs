using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Tests.Sql;

namespace Memori.Text2Sql.Tests.Guarding;

/// <summary>The corpus was written by someone who had not seen the guard.</summary>
public sealed class GuardCorpusTests
{
    private static readonly SqlGuard s_guard = new();

    public static TheoryData<string, string, string> Attacks => Read("attacks.tsv", sqlColumn: 3);

    public static TheoryData<string, string, string> Honest => Read("honest.tsv", sqlColumn: 2);

    public static TheoryData<string, string, string> Exhaustion => Read("exhaustion.tsv", sqlColumn: 2);

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Admit_Attack_Refused(string id, string dialects, string sql)
    {
        foreach (var dialect in SqlParserTests.Dialects(dialects))
        {
            var outcome = s_guard.Admit(Unescape(sql), ShopSchema.Of(dialect));
            outcome.Admitted.ShouldBeFalse($"{id} {dialect.Name}: {sql}\n{outcome.Query?.Sql}");
        }
    }

    [Theory]
    [MemberData(nameof(Honest))]
    public void Admit_HonestQuery_Admitted(string id, string dialects, string sql)
    {
        foreach (var dialect in SqlParserTests.Dialects(dialects))
        {
            var outcome = s_guard.Admit(Unescape(sql), ShopSchema.Of(dialect));
            outcome.Admitted.ShouldBeTrue($"{id} {dialect.Name}: {sql}\n{outcome.Refusal}");
        }
    }

    [Theory]
    [MemberData(nameof(Exhaustion))]
    public void Admit_Exhausting_BoundedWhenAdmitted(string id, string dialects, string sql)
    {
        foreach (var dialect in SqlParserTests.Dialects(dialects))
        {
            var outcome = s_guard.Admit(Unescape(sql), ShopSchema.Of(dialect), rowLimit: 7);
            outcome.Query?.Sql.ShouldEndWith("LIMIT 8", customMessage: $"{id} {dialect.Name}");
        }
    }

    private static TheoryData<string, string, string> Read(string file, int sqlColumn)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var line in Corpus.Lines("Guarding/Corpus", file).Skip(1))
        {
            var cells = line.Split('\t');
            data.Add(cells[0], cells[1], cells[sqlColumn]);
        }

        return data;
    }

    /// <summary>The corpus writes LF, TAB, CR, NUL and backslash as escapes.</summary>
    internal static string Unescape(string sql)
    {
        var result = new System.Text.StringBuilder(sql.Length);
        for (var i = 0; i < sql.Length; i++)
        {
            result.Append(sql[i] != '\\' || i + 1 == sql.Length ? sql[i] : sql[++i] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                '0' => '\0',
                var other => other,
            });
        }

        return result.ToString();
    }
}
