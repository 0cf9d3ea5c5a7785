using Memori.Text;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Suggesting;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Suggesting;

public sealed class QuestionSuggestionsTests
{
    [Fact]
    public async Task Suggest_FromTheSchema_AsksWhatCanBeAnswered()
    {
        await using var host = await AskHost.StartAsync();
        foreach (var language in new[] { Language.English, Language.Chinese })
        {
            var suggested = await SuggestAsync(host, language);

            suggested.Count.ShouldBe(6);
            suggested.Select(one => one.Question).ShouldBeUnique();
            foreach (var one in suggested)
            {
                (await host.AskAsync(one.Question)).Sql.ShouldNotBeNull(one.Question);
            }
        }
    }

    [Fact]
    public async Task Suggest_WhatWasVerified_ComesFirstInItsLanguage()
    {
        await using var host = await AskHost.StartAsync();
        var learned = (await host.AskAsync("How many customers are in Berlin?")).LearnedMemoryId;

        (await SuggestAsync(host, Language.English))[0].ShouldBe(new SuggestedQuestion("How many customers are in Berlin?", learned));
        (await SuggestAsync(host, Language.Chinese)).ShouldAllBe(one => one.MemoryId == null);
    }

    [Fact]
    public async Task Suggest_ForSomebodyWhomRulesNarrow_NamesNothingHidden()
    {
        await using var host = await AskHost.StartAsync();
        var request = await host.RequestAsync("How many orders are there?");
        await host.Get<AccessPolicies>().SetAsync(request.DataSource, "version: 1\nrules: [{table: employees, deny: true}, {table: orders, hide: [status]}]", "admin", cancellationToken: Token);

        var suggested = await host.Get<QuestionSuggestions>().SuggestAsync(request.Scope, request.Caller, request.DataSource, Language.English, 100, Token);

        suggested.Count.ShouldBeGreaterThan(6);
        suggested.ShouldAllBe(one => !one.Question.Contains("employees") && !one.Question.Contains("orders are there for each status"));
    }

    private static async Task<IReadOnlyList<SuggestedQuestion>> SuggestAsync(AskHost host, Language language)
    {
        var request = await host.RequestAsync("How many orders are there?");
        return await host.Get<QuestionSuggestions>().SuggestAsync(request.Scope, request.Caller, request.DataSource, language, 6, Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
