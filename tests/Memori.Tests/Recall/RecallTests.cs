using Memori.Recall;
using Memori.Storage;

namespace Memori.Tests.Recall;

public sealed class RecallTests : IDisposable
{
    private static readonly DateTimeOffset May = new(2024, 5, 8, 14, 0, 0, TimeSpan.Zero);

    private readonly MemoryEngine _engine = new(new InMemoryStore(), new FakeTime());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Which beverages did I buy in the supermarket?", "Bought two bottles of mineral water at the supermarket.")]
    [InlineData("When do the fiscal years begin?", "Our fiscal year began on 1 April.")]
    [InlineData("我多大了?", "我今年三十二岁,生日在六月。")]
    [InlineData("活跃客户怎么定义", "活跃客户是指最近九十天内下过单的客户。")]
    [InlineData("客户 churn 的定义是什么", "churn:六个月没有下单的客户")]
    [InlineData("ｗｈａｔ ｉｓ ｔｈｅ ｐａｓｓｗｏｒｄ ｐｏｌｉｃｙ", "Policy on passwords: twelve characters.")]
    public async Task Recall_Paraphrase_FindsTheMemoryFirst(string query, string expected)
    {
        string[] others =
        [
            "The warehouse moved to the north side of town.", "My sister plays the violin in an orchestra.", "Deploys happen on Tuesday mornings.",
            "仓库搬到了城北。", "我姐姐在乐团拉小提琴。", "每周二早上发布新版本。", "报表用美元显示金额。", "Show amounts in dollars in every report.",
        ];
        foreach (var content in others.Append(expected))
        {
            await _engine.RememberAsync(Scope.Create("ann"), new NewMemory { Content = content, Kind = MemoryKind.Fact }, Cancellation);
        }

        (await Recall(query))[0].Memory.Content.ShouldBe(expected);
    }

    [Fact]
    public async Task Recall_AnswerInTheNextTurn_IsFoundByTheQuestionBeforeIt()
    {
        await Say("s1", "Ben", "Where did you spend your honeymoon?", 0);
        await Say("s1", "Ann", "Two weeks in the mountains of Madeira.", 1);
        await Say("s1", "Ben", "Sounds lovely.", 2);
        await Say("s2", "Ben", "Two weeks until the release, are the mountains of tickets shrinking?", 3);
        await Say("s2", "Ann", "They are.", 4);

        var found = await Recall("Where did Ann go on her honeymoon?");

        found.Take(2).Select(hit => hit.Memory.Content).ShouldContain("Two weeks in the mountains of Madeira.");
        found.Single(hit => hit.Memory.Content.Contains("honeymoon", StringComparison.Ordinal)).Explanation.Terms.ShouldContain("honeymoon");
    }

    [Fact]
    public async Task Recall_NotesOfOneNarrator_AreFoundThroughWhatTheyShare()
    {
        await Say("s1", "user", "我手机用的是华为Mate60。", 0);
        await Say("s1", "user", "华为Mate60续航特别让我满意。", 1);
        await Say("s2", "user", "我同事的身高是一米八。", 2);
        await Say("s2", "user", "续航里程是买车时要看的。", 3);

        (await Recall("我的手机怎么样?")).Take(2).Select(hit => hit.Memory.SessionId).ShouldBe(["s1", "s1"]);
    }

    [Fact]
    public async Task Recall_DateInTheQuery_MeetsTheDateOfTheTurn()
    {
        await Say("s1", "Ann", "The workshop on pottery was fun.", 0);
        await Say("s2", "Ann", "The workshop on pottery was dull.", 60 * 24 * 40);

        (await Recall("What did I say about the workshop on May 8?"))[0].Memory.SessionId.ShouldBe("s1");
        (await Recall("What did I say about the workshop in June?"))[0].Memory.SessionId.ShouldBe("s2");
    }

    [Theory]
    [InlineData("I went to the market yesterday.", "Where was I on 7 May?")]
    [InlineData("昨天我去了集市。", "5月7号我去了哪里?")]
    [InlineData("I went to the market on ２０２４-05-07.", "Where was I on 7 May?")]
    public async Task Recall_RelativeDateInTheTurn_MeetsTheDayItMeans(string said, string asked)
    {
        await Say("s1", "Ann", said, 0);
        await Say("s2", "Ann", "I went to the dentist. 我去看了牙。", 60 * 24 * 20);

        (await Recall(asked))[0].Memory.Content.ShouldBe(said);
    }

    [Theory]
    [InlineData("Show the average price of products above 3.5 kg")]
    [InlineData("List the suppliers. Sort them by rating.")]
    [InlineData("Which customers bought most? Only in Hamburg, U.S. excluded.")]
    public async Task Recall_TheSameTextAgain_CountsEverySentenceOfIt(string text)
    {
        await _engine.RememberAsync(Scope.Create("ann"), new NewMemory { Content = text, Kind = MemoryKind.Query, Metadata = Proof() }, Cancellation);

        (await Recall(text))[0].Score.ShouldBeGreaterThan(0.85);
        RecallQuery.Parse(text).Parts.Single().Values.ShouldAllBe(weight => weight == 1);
    }

    [Theory]
    [InlineData("What did I say about the market last Wednesday?")]
    [InlineData("上周三我说了集市的什么?")]
    [InlineData("上週三我說了集市的什麼?")]
    public async Task Recall_RelativeDateInTheQuery_CountsFromTheTimeOfTheQuery(string asked)
    {
        await Say("s1", "Ann", "The market was full. 集市人很多。", 0);
        await Say("s2", "Ann", "The market was empty. 集市没有人。", 60 * 24 * 20);

        var request = new RecallRequest { Query = asked, AsOf = May.AddDays(6) };
        (await _engine.RecallAsync(Scope.Create("ann"), request, Cancellation))[0].Memory.SessionId.ShouldBe("s1");
        (await _engine.RecallAsync(Scope.Create("ann"), request with { AsOf = May.AddDays(26) }, Cancellation))[0].Memory.SessionId.ShouldBe("s2");
    }

    [Theory]
    [InlineData("What is the supplier's price for the tiles?", "瓷砖的供应商报价是每平米八十。")]
    [InlineData("供应商的瓷砖报价是多少?", "The supplier wants eighty for a square metre of tile, a fair price.")]
    [InlineData("瓷磚的報價", "瓷砖的供应商报价是每平米八十。")]
    public async Task Recall_InTheOtherLanguageOrWriting_FindsTheMemory(string query, string expected)
    {
        foreach (var content in new[] { expected, "The train leaves at noon.", "火车中午发车。", "My sister plays the violin.", "我姐姐拉小提琴。" })
        {
            await _engine.RememberAsync(Scope.Create("ann"), new NewMemory { Content = content, Kind = MemoryKind.Fact }, Cancellation);
        }

        (await Recall(query))[0].Memory.Content.ShouldBe(expected);
    }

    [Theory]
    [InlineData("What did you suggest for the router?", "assistant")]
    [InlineData("What do I want with the router?", "user")]
    [InlineData("路由器你建议怎么办?", "assistant")]
    public async Task Recall_WhoseWordsAreAskedFor_CountMore(string query, string speaker)
    {
        await Say("s1", "user", "About the router 路由器.", 0);
        await Say("s1", "assistant", "About the router 路由器.", 1);

        (await Recall(query))[0].Memory.Speaker.ShouldBe(speaker);
    }

    [Fact]
    public async Task Recall_ShortPickBesideALongProposal_IsAmongTheFirst()
    {
        var options = string.Join(' ', Enumerable.Range(1, 40).Select(number => $"Option {number} stores the ledger journal with mechanism number {number}, quick to explain and hard to test."));
        await Say("s1", "user", "Which shape for the ledger?", 0);
        await Say("s1", "assistant", options, 1);
        await Say("s1", "user", "The second for the ledger, but without the trigger.", 2);
        await Say("s1", "assistant", "Fine. " + options.Replace("ledger", "invoice", StringComparison.Ordinal), 3);

        (await Recall("What did we settle on for the ledger?")).Take(2).Select(hit => hit.Memory.Content).ShouldContain("The second for the ledger, but without the trigger.");
    }

    [Fact]
    public async Task Recall_WhatOneBeforeItSays_StepsBack()
    {
        await Say("s1", "Ann", "My grey parrot eats peanuts.", 0);
        await Say("s2", "Ben", "My grey parrot eats peanuts!", 1);
        await Say("s3", "Ann", "The grey parrot loves peanuts and sings in the morning.", 2);

        var found = await Recall("What does the grey parrot do with peanuts?");

        found.Count(hit => hit.Explanation.Repetition < 0).ShouldBe(1);
        found.Single(hit => hit.Explanation.Repetition < 0).Memory.Content.ShouldStartWith("My grey parrot");
    }

    [Fact]
    public async Task Recall_AsOf_DoesNotKnowTheFuture()
    {
        await Say("s1", "Ann", "I drive a Volvo.", 0);
        await Say("s1", "Ann", "I sold the Volvo and drive a Fiat.", 60);

        var found = await _engine.RecallAsync(Scope.Create("ann"), new RecallRequest { Query = "Volvo Fiat", AsOf = May.AddMinutes(30) }, Cancellation);

        found.Single().Memory.Content.ShouldBe("I drive a Volvo.");
    }

    [Fact]
    public async Task Recall_TwoQuestionsInOne_AnswersBoth()
    {
        foreach (var content in new[] { "My boss is called Maria.", "The cafeteria closes at three.", "The car park is behind the house.", "Maria likes tea." })
        {
            await _engine.RememberAsync(Scope.Create("ann"), new NewMemory { Content = content, Kind = MemoryKind.Fact }, Cancellation);
        }

        (await Recall("Who is my boss? Also, when does the cafeteria close?")).Take(2).Select(hit => hit.Memory.Content)
            .ShouldBe(["My boss is called Maria.", "The cafeteria closes at three."], ignoreOrder: true);
    }

    [Fact]
    public async Task Recall_Unrelated_Abstains()
    {
        await Say("s1", "Ben", "Where did you spend your honeymoon?", 0);
        await Say("s1", "Ann", "Two weeks in the mountains of Madeira.", 1);

        var request = new RecallRequest { Query = "Which spare part fits the old gearbox of a tractor?", MinimumSureness = new RecallOptions().InjectionSureness };
        (await _engine.RecallAsync(Scope.Create("ann"), request, Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("What instrument does Ann play?", true)]
    [InlineData("What instrument does Zoe play?", false)]
    public async Task Recall_OfSomebodyUnknown_MustBeSurer(string query, bool isInjected)
    {
        await Say("s1", "Ben", "Did you bring the cello?", 0);
        await Say("s1", "Ann", "I play on Sundays only.", 1);
        await Say("s2", "Ben", "The instrument panel of the car is broken.", 2);

        var request = new RecallRequest { Query = query, MinimumSureness = new RecallOptions().InjectionSureness };
        (await _engine.RecallAsync(Scope.Create("ann"), request, Cancellation)).Any().ShouldBe(isInjected);
    }

    [Fact]
    public async Task Recall_NameKnownToAnotherSessionOnly_IsUnknown()
    {
        await Say("s1", "Ben", "My cousin Zoe plays in a band.", 0);
        await Say("s2", "Ben", "The instrument panel of the car is broken, they play for time.", 1);
        var alone = await _engine.RecallAsync(Scope.Create("ann", "s2"), new RecallRequest { Query = "What instrument does Zoe play?" }, Cancellation);
        var all = await _engine.RecallAsync(Scope.Create("ann"), new RecallRequest { Query = "What instrument does Zoe play?" }, Cancellation);

        alone[0].Sureness.ShouldBeLessThan(new RecallOptions().InjectionSureness);
        all[0].Sureness.ShouldBeGreaterThan(new RecallOptions().InjectionSureness);
    }

    [Fact]
    public async Task Recall_TheSameQuestionAgain_IsSureEvenOfAFewMemories()
    {
        foreach (var content in new[] { "Top five products by sales in the last three months", "最近三个月销售额最高的5个产品" })
        {
            await _engine.RememberAsync(Scope.Create("ann"), new NewMemory { Content = content, Kind = MemoryKind.Query, Metadata = Proof() }, Cancellation);
            (await Recall(content))[0].Score.ShouldBeGreaterThan(0.75);
        }

        (await Recall("which five products had top sales over the last 3 months"))[0].Sureness.ShouldBeGreaterThan(new RecallOptions().InjectionSureness);
        (await Recall("近三个月销售额最高的五个产品是哪些"))[0].Sureness.ShouldBeGreaterThan(new RecallOptions().InjectionSureness);
        (await Recall("How many employees live in Hamburg?")).ShouldAllBe(hit => hit.Score < 0.3);
    }

    [Fact]
    public async Task Recall_ImportanceAndFeedback_BreakTiesButNeverBuryTheAnswer()
    {
        var scope = Scope.Create("ann");
        await _engine.RememberAsync(scope, new NewMemory { Content = "The report shows net revenue.", Kind = MemoryKind.Rule, Importance = 0.1 }, Cancellation);
        await _engine.RememberAsync(scope, new NewMemory { Content = "The report shows gross revenue.", Kind = MemoryKind.Rule, Importance = 0.9 }, Cancellation);
        var other = await _engine.RememberAsync(scope, new NewMemory { Content = "Cost includes shipping.", Kind = MemoryKind.Rule, Importance = 1 }, Cancellation);
        await _engine.FeedbackAsync(scope, other.Id, 1, cancellationToken: Cancellation);

        (await Recall("Which revenue is in the report?"))[0].Memory.Content.ShouldBe("The report shows gross revenue.");
        (await Recall("Is it net revenue or cost?"))[0].Memory.Content.ShouldBe("The report shows net revenue.");
    }

    [Fact]
    public async Task Recall_TokenBudget_IsKept()
    {
        foreach (var number in Enumerable.Range(1, 20))
        {
            await _engine.RememberAsync(Scope.Create("ann"), new NewMemory { Content = $"Apple number {number} is red and round.", Kind = MemoryKind.Fact }, Cancellation);
        }

        var found = await _engine.RecallAsync(Scope.Create("ann"), new RecallRequest { Query = "red apple", TokenBudget = 35 }, Cancellation);

        found.ShouldNotBeEmpty();
        found.Sum(hit => hit.Memory.TokenCount).ShouldBeLessThanOrEqualTo(35);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("the of and")]
    [InlineData("的了吗")]
    [InlineData("?!…—「」")]
    [InlineData("\ud83d\ude00")]
    public async Task Recall_NothingToLookFor_FindsNothing(string query)
    {
        await _engine.RememberAsync(Scope.Create("ann"), new NewMemory { Content = "The sky is blue.", Kind = MemoryKind.Fact }, Cancellation);

        (await Recall(query)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Recall_WhileOthersWrite_SeesEveryAcknowledgedWrite()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 100), Cancellation, async (number, token) =>
        {
            var scope = Scope.Create("ann", $"s{number % 5}");
            var made = await _engine.RememberAsync(scope, new NewMemory { Content = $"shared word{number}", Kind = MemoryKind.Conversation }, token);
            (await _engine.RecallAsync(scope, new RecallRequest { Query = $"word{number}" }, token)).Select(hit => hit.Memory.Id).ShouldContain(made.Id);
            if (number % 3 == 0)
            {
                await _engine.ForgetAsync(scope, made.Id, cancellationToken: token);
                (await _engine.RecallAsync(scope, new RecallRequest { Query = $"word{number}" }, token)).Select(hit => hit.Memory.Id).ShouldNotContain(made.Id);
            }
        });

        (await _engine.RecallAsync(Scope.Create("ann"), new RecallRequest { Query = "shared", Limit = 200 }, Cancellation)).Count.ShouldBe(66);
    }

    private Task<Memory> Say(string session, string speaker, string text, int minutes) => _engine.RememberAsync(
        Scope.Create("ann", session),
        new NewMemory { Content = text, Kind = MemoryKind.Conversation, Speaker = speaker, OccurredAt = May.AddMinutes(minutes) },
        Cancellation);

    private Task<IReadOnlyList<RecalledMemory>> Recall(string query) =>
        _engine.RecallAsync(Scope.Create("ann"), new RecallRequest { Query = query }, Cancellation);

    private static System.Text.Json.Nodes.JsonObject Proof() => new() { ["sql"] = "SELECT 1", ["verified_at"] = "2026-03-01T12:00:00Z" };
}
