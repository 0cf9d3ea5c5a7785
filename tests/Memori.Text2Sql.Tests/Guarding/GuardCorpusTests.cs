using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Tests.Guarding.Corpus;
using Memori.Text2Sql.Tests.Sql;

namespace Memori.Text2Sql.Tests.Guarding;

/// <summary>The corpus was written by someone who had not seen the guard.</summary>
public sealed class GuardCorpusTests
{
    private static readonly SqlGuard s_guard = new();

    public static TheoryData<string, string, string> Attacks => Read("attacks.tsv");

    public static TheoryData<string, string, string> Honest => Read("honest.tsv");

    public static TheoryData<string, string, string> Exhaustion => Read("exhaustion.tsv");

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Admit_Attack_Refused(string id, string dialects, string sql)
    {
        foreach (var dialect in SqlParserTests.Dialects(dialects))
        {
            var outcome = s_guard.Admit(sql, ShopSchema.Of(dialect));
            outcome.Admitted.ShouldBeFalse($"{id} {dialect.Name}: {sql}\n{outcome.Query?.Sql}");
        }
    }

    [Theory]
    [MemberData(nameof(Honest))]
    public void Admit_HonestQuery_Admitted(string id, string dialects, string sql)
    {
        foreach (var dialect in SqlParserTests.Dialects(dialects))
        {
            var outcome = s_guard.Admit(sql, ShopSchema.Of(dialect));
            outcome.Admitted.ShouldBeTrue($"{id} {dialect.Name}: {sql}\n{outcome.Refusal}");
        }
    }

    [Theory]
    [MemberData(nameof(Exhaustion))]
    public void Admit_Exhausting_BoundedWhenAdmitted(string id, string dialects, string sql)
    {
        foreach (var dialect in SqlParserTests.Dialects(dialects))
        {
            var outcome = s_guard.Admit(sql, ShopSchema.Of(dialect), rowLimit: 7);
            outcome.Query?.Sql.ShouldEndWith("LIMIT 8", customMessage: $"{id} {dialect.Name}");
        }
    }

    private static TheoryData<string, string, string> Read(string file) =>
        [.. CorpusFile.Read(file).Select(entry => (entry.Id, entry.Dialect, entry.Sql))];
}
