using System.Text.Json;
using Memori.Text2Sql.Tests.Guarding.Corpus;

namespace Memori.Text2Sql.Tests.DataSources.Sample;

/// <summary>The project's own questions on the sample (evaluation/text2sql/sample).</summary>
public sealed class SampleQuestionsTests(SampleFixture sample) : IClassFixture<SampleFixture>
{
    private static readonly JsonElement[] Questions = Read();

    [Fact]
    public void EveryGold_RunsOnTheSample_AndFindsSomething()
    {
        foreach (var question in Questions)
        {
            var golds = question.TryGetProperty("gold", out var several) ? several.EnumerateArray().ToList() : [question.GetProperty("query")];
            golds.ShouldContain(gold => gold.GetString() == question.GetProperty("query").GetString());
            foreach (var gold in golds)
            {
                var sql = gold.GetString()!;
                var rows = Should.NotThrow(() => sample.Query(sql, 1000), sql);
                rows.ShouldNotBeEmpty(sql);
                rows.Count(row => row.Contains(DBNull.Value)).ShouldBeLessThanOrEqualTo(sql.Contains("LAG(", StringComparison.Ordinal) ? 1 : 0, sql);
            }
        }
    }

    [Fact]
    public void Questions_AreAsManyInEachLanguage_EachOnce()
    {
        Questions.Count(question => question.GetProperty("language").GetString() == "en").ShouldBe(Questions.Length / 2);
        Questions.Count(question => question.GetProperty("language").GetString() == "zh").ShouldBe(Questions.Length / 2);
        Questions.Select(question => question.GetProperty("question").GetString()).ShouldBeUnique();
    }

    private static JsonElement[] Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(CorpusFile.Root, "evaluation", "text2sql", "sample", "questions.json")));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
