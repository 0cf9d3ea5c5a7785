using System.Text;
using Memori.Evaluation;
using Memori.Storage;

namespace Memori.Tests.Evaluation;

public sealed class RecallEvaluationTests
{
    private const string Set = """
        {"name":"small","language":"en","spaces":[
          {"id":"a","messages":[
            {"id":"m1","session":"s","speaker":"Ann","time":"1:56 pm on 8 May, 2023","text":"I adopted a grey parrot."},
            {"id":"m2","session":"s","speaker":"Ben","time":"1:56 pm on 8 May, 2023","text":"Nice weather."},
            {"id":"m3","session":"s","speaker":"Ann","time":"1:56 pm on 8 May, 2023","text":"I adopted a grey parrot."}],
           "questions":[{"id":"q1","text":"Which parrot did Ann adopt?","category":"x","evidence":["m1","m3"]}]},
          {"id":"b","messages":[{"id":"m1","session":"s","speaker":"user","time":"2024年04月01日 周一 08:36","text":"会议的规模是二千人。"}],
           "questions":[{"id":"q2","text":"会议规模?","time":"2024年04月02日 周二 08:36","category":"x","evidence":["m1"]},
                        {"id":"q3","text":"会议规模?","time":"2024年03月02日 周六 08:36","category":"x","evidence":["m1"]}]}]}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_SmallSet_CountsMergedIdsAndTime()
    {
        using var engine = new MemoryEngine(new InMemoryStore(), TimeProvider.System);
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(Set));

        var figures = await new RecallEvaluation(engine, TimeProvider.System).RunAsync(await RecallSet.ReadAsync(json, Cancellation), cancellationToken: Cancellation);

        figures.Predictions.Select(prediction => prediction.QuestionId).ShouldBe(["q1", "q2", "q3"]);
        figures.Predictions[0].Retrieved.Take(2).ShouldBe(["m1", "m3"]);
        figures.Predictions[2].Retrieved.ShouldBeEmpty("the question is asked before anything was said");
        figures.RecallAt[1].ShouldBe((0.5 + 1 + 0) / 3, 1e-9);
        figures.RecallAt[5].ShouldBe(2.0 / 3, 1e-9);
        figures.Predictions[1].ToJsonLine().ShouldBe("""{"question_id":"q2","retrieved":["m1"]}""");
    }

    [Fact]
    public async Task Abstain_QuestionOfAnotherSpace_IsCountedAsInjectedOrNot()
    {
        using var engine = new MemoryEngine(new InMemoryStore(), TimeProvider.System);
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(Set));
        var set = await RecallSet.ReadAsync(json, Cancellation);
        var evaluation = new RecallEvaluation(engine, TimeProvider.System);
        await evaluation.RememberAsync(set, Cancellation);

        var figures = await evaluation.AbstainAsync(set, cancellationToken: Cancellation);

        figures.Foreign.ShouldBe(3, "three questions, each with one other space");
        figures.At(0.5).ShouldBe(new AbstentionPoint(0.5, 0, 0));
        figures.At(1.1).Cost.ShouldBe(2.0 / 3, 1e-9);
        figures.OfSpaces(new HashSet<string> { "b" }).Foreign.ShouldBe(2);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"name\":\"x\",\"language\":\"en\",\"spaces\":[{}]}")]
    public async Task Read_NoSet_IsRefused(string text)
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(text));

        (await Should.ThrowAsync<MemoriException>(() => RecallSet.ReadAsync(json, Cancellation))).Code.ShouldBe("invalid-recall-set");
    }
}
