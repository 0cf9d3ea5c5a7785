using FsCheck;
using FsCheck.Fluent;
using Memori.Recall;
using Memori.Storage;

namespace Memori.Tests;

/// <summary>Random scopes and operations against a plain list that says who may see what.</summary>
public sealed class IsolationTests
{
    private static readonly string[] Users = ["ann", "Ann", "ann:s1", "an"];
    private static readonly string?[] Sessions = [null, "s1", "s2", "ann"];
    private static readonly string?[] Namespaces = [null, "n1", "s1"];
    private static readonly Owner[] Shared = [Owner.Datasource("ann"), Owner.Datasource("1"), Owner.Deployment];
    private static readonly string[] Words = ["apple river", "river stone", "stone apple", "apple apple river"];
    private static readonly MemoryKind[] Kinds = [MemoryKind.Conversation, MemoryKind.Fact, MemoryKind.Rule];

    [Fact]
    public void NothingIsSeenOutsideItsScope_AndNothingAfterItsDeletion() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(
            Operations().ToArbitrary(),
            operations => RunAsync(operations).GetAwaiter().GetResult()));

    private static Gen<Operation[]> Operations() =>
        (from action in Gen.Choose(0, 9)
         from user in Gen.Elements(Users)
         from session in Gen.Elements(Sessions)
         from space in Gen.Elements(Namespaces)
         from granted in Gen.SubListOf(Shared)
         from owner in Gen.Choose(-3, Shared.Length - 1)
         from words in Gen.Elements(Words)
         from kind in Gen.Elements(Kinds)
         from target in Gen.Choose(0, 30)
         select new Operation(action, Scope.Create(user, session, space) with { Granted = [.. granted] }, owner < 0 ? null : Shared[owner], words, kind, target))
        .ArrayOf(40);

    private static async Task RunAsync(Operation[] operations)
    {
        using var engine = new MemoryEngine(new InMemoryStore(), TimeProvider.System);
        var model = new List<Memory>();
        foreach (var (operation, number) in operations.Select((operation, number) => (operation, number)))
        {
            await ApplyAsync(engine, operation, number, model);
            var recalled = await engine.RecallAsync(operation.Scope, new RecallRequest { Query = "apple river stone", Limit = 100 });
            var listed = await engine.ListAsync(operation.Scope, new MemoryFilter { Limit = 100 });
            var seen = model.Where(memory => Sees(operation.Scope, memory)).Select(memory => memory.Id).Order().ToList();
            recalled.Select(hit => hit.Memory.Id).Order().ShouldBe(seen);
            listed.Select(memory => memory.Id).Order().ShouldBe(seen);
            (await engine.StatisticsAsync(operation.Scope)).Total.ShouldBe(model.Count(memory => Sees(operation.Scope, memory) && memory.Owner.Kind == OwnerKind.User));
        }
    }

    private static async Task ApplyAsync(MemoryEngine engine, Operation operation, int number, List<Memory> model)
    {
        var scope = operation.Scope;
        var target = operation.Target < model.Count ? model[operation.Target] : null;
        switch (operation.Action)
        {
            case < 6 when operation.Owner is null || scope.Granted.Contains(operation.Owner.Value):
                var made = await engine.RememberAsync(scope, new NewMemory { Content = $"{operation.Words} {number}", Kind = operation.Kind, Owner = operation.Owner });
                model.Add(made);
                break;
            case 6 when target is not null:
                var isForgotten = await engine.ForgetAsync(scope, target.Id);
                isForgotten.ShouldBe(target.Owner == Owner.User(scope.UserId) && Sees(scope, target));
                model.RemoveAll(memory => isForgotten && memory.Id == target.Id);
                break;
            case 7 when target is not null:
                ((await engine.GetAsync(scope, target.Id)) is not null).ShouldBe(Sees(scope, target));
                var isChanged = await engine.UpdateAsync(scope, target.Id, new MemoryChange { Importance = 0.9 }) is not null;
                isChanged.ShouldBe(target.Owner == Owner.User(scope.UserId) && Sees(scope, target));
                break;
            case 8 when scope.SessionId is not null:
                var cleared = await engine.ClearAsync(scope);
                cleared.ShouldBe(model.RemoveAll(memory => memory.Owner == Owner.User(scope.UserId) && memory.SessionId == scope.SessionId
                    && (scope.Namespace is null || memory.Namespace == scope.Namespace)));
                break;
            case 9 when operation.Target < 3:
                (await engine.EraseUserAsync(scope.UserId)).ShouldBe(model.RemoveAll(memory => memory.Owner == Owner.User(scope.UserId)));
                break;
        }
    }

    private static bool Sees(Scope scope, Memory memory) =>
        (memory.Owner == Owner.User(scope.UserId) || scope.Granted.Contains(memory.Owner))
        && (scope.SessionId is null || memory.SessionId is null || memory.SessionId == scope.SessionId)
        && (scope.Namespace is null || memory.Namespace == scope.Namespace);

    private sealed record Operation(int Action, Scope Scope, Owner? Owner, string Words, MemoryKind Kind, int Target);
}
