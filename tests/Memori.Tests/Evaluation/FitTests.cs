using Memori.FitRecall;

namespace Memori.Tests.Evaluation;

public sealed class FitTests
{
    private const string Set = """
        {"name":"small","language":"en","spaces":[
          {"id":"a","messages":[{"id":"m1","session":"s","speaker":"Ann","text":"I adopted a grey parrot."},{"id":"m2","session":"s","speaker":"Ben","text":"Nice weather."}],
           "questions":[{"id":"q1","text":"Which parrot did Ann adopt?","category":"x","evidence":["m1"]}]},
          {"id":"b","messages":[{"id":"m1","session":"s","speaker":"user","text":"会议的规模是二千人。"}],"questions":[{"id":"q2","text":"会议规模?","category":"x","evidence":["m1"]}]},
          {"id":"c","messages":[],"questions":[{"id":"q3","text":"什么?","category":"x","evidence":["m1"]}]}]}
        """;

    [Fact]
    public void Choose_OnAPlateau_TakesItsMiddleAndNotThePeak()
    {
        (double, double)[] tried = [(0.1, 1.2), (0.2, 1.3), (0.3, 1.301), (0.4, 1.3), (0.5, 1.1)];

        Fit.Choose(tried, present: 0.5).ShouldBe(0.3);
        Fit.Choose(tried, present: 0.2).ShouldBe(0.2, "what is as good as the best is left as it is");
    }

    [Theory]
    [InlineData("", "c")]
    [InlineData("=2", "b c")]
    [InlineData("=all", "a b c")]
    [InlineData("=0", "")]
    public async Task Read_Spaces_TheLastAreUnseen(string argument, string unseen)
    {
        var set = await ReadAsync(argument);

        set.Unseen.ShouldBe(unseen.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
        set.Fitted.Intersect(set.Unseen).ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_Rounds_LookAtFittedSpacesOnly()
    {
        var set = await ReadAsync("=1");

        var searched = await set.MeasureAsync(WeightSet.Default, others: 0, isSearch: true);
        var measured = await set.MeasureAsync(WeightSet.Default, others: 1, isSearch: false);

        searched.Recall.Predictions.Select(prediction => prediction.QuestionId).ShouldBe(["q1", "q2"]);
        measured.Recall.Predictions.Count.ShouldBe(3);
        Fit.Objective([measured]).ShouldBe(2, "both are found, and abstention is right");
    }

    private static async Task<FitSet> ReadAsync(string argument)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, Set);
            return await FitSet.ReadAsync(path + argument);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
