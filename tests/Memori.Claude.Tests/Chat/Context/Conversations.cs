using FsCheck;
using FsCheck.Fluent;
using Memori.Claude.Chat.Context;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Chat.Context;

/// <summary>Conversations as the API has them: tools with several calls at once, thinking, images, pins, user messages in a row, system messages.</summary>
internal static class Conversations
{
    /// <summary>What a round is made of.</summary>
    public sealed record RoundPlan(int UserMessages, int Length, bool HasImage, bool IsPinned, bool Thinks, int[] CallsOfSteps);

    public static Gen<IReadOnlyList<ChatMessage>> All =>
        from rounds in Rounds.NonEmptyListOf()
        from hasSystem in Gen.Elements(true, false)
        from isAnswered in Gen.Elements(true, false)
        select Build([.. rounds], hasSystem, isAnswered);

    private static Gen<RoundPlan> Rounds =>
        from users in Gen.Frequency((8, Gen.Constant(1)), (1, Gen.Constant(2)))
        from length in Gen.Frequency((6, Gen.Choose(1, 200)), (1, Gen.Choose(200, 4000)))
        from image in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        from pinned in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        from thinks in Gen.Elements(true, false)
        from steps in Gen.Frequency((2, Gen.Constant(Array.Empty<int>())), (1, Gen.Choose(1, 3).ArrayOf().Where(calls => calls.Length <= 3)))
        select new RoundPlan(users, length, image, pinned, thinks, steps);

    public static IReadOnlyList<ChatMessage> Build(IReadOnlyList<RoundPlan> rounds, bool hasSystem = true, bool isAnswered = false)
    {
        var messages = new List<ChatMessage>();
        if (hasSystem)
        {
            messages.Add(new ChatMessage(ChatRole.System, "You are terse."));
        }

        for (var i = 0; i < rounds.Count; i++)
        {
            messages.AddRange(Round(rounds[i], i));
            if (i < rounds.Count - 1 || isAnswered)
            {
                messages.Add(Assistant(rounds[i].Thinks, new TextContent($"Answer {i}.")));
            }
        }

        return messages;
    }

    private static IEnumerable<ChatMessage> Round(RoundPlan plan, int number)
    {
        for (var i = 0; i < plan.UserMessages; i++)
        {
            var user = new ChatMessage(ChatRole.User, $"Question {number}.{i} {new string('x', plan.Length)}");
            if (plan.HasImage)
            {
                user.Contents.Add(new DataContent(new byte[] { 1, 2, 3 }, "image/png"));
            }

            yield return plan.IsPinned && i == 0 ? user.Pin() : user;
        }

        for (var step = 0; step < plan.CallsOfSteps.Length; step++)
        {
            var ids = Enumerable.Range(0, plan.CallsOfSteps[step]).Select(call => $"toolu_{number}_{step}_{call}").ToList();
            yield return Assistant(plan.Thinks, [.. ids.Select(id => new FunctionCallContent(id, "look", new Dictionary<string, object?> { ["at"] = id }))]);
            yield return new ChatMessage(ChatRole.Tool, [.. ids.Select(id => new FunctionResultContent(id, $"seen {new string('y', plan.Length)}"))]);
        }
    }

    private static ChatMessage Assistant(bool thinks, params AIContent[] contents)
    {
        IEnumerable<AIContent> thinking = thinks ? [new TextReasoningContent("Hm.") { ProtectedData = "c2ln" }] : [];
        return new ChatMessage(ChatRole.Assistant, [.. thinking, .. contents]);
    }
}
