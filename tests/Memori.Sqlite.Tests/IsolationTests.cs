using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Memori.Ingestion;
using Memori.Recall;

namespace Memori.Sqlite.Tests;

/// <summary>
/// Random operations of several engines and threads over one store, under names made to be mixed up. Every text carries a word that tells
/// whose it is, so that a leak is seen wherever it comes out: in a content, in metadata, a note, a count, a line, an error.
/// </summary>
public sealed partial class IsolationTests
{
    private static readonly string Long = new('u', 199);

    private static readonly string[] Users =
        ["a", "aa", "a:b", "a|b", "a/b", "a%2Fb", "A", "a ", " a", "\u00e9", "e\u0301", "👩‍👧", "👩", "％", "user", "datasource", Long + "1", Long + "2", "'; --", "a\u200bb"];

    private static readonly string?[] Sessions = [null, "s", "S", "s:1", "a", "b"];
    private static readonly string?[] Namespaces = [null, null, "n", "s"];
    private static readonly Owner[] Shared = [Owner.Datasource("a"), Owner.Datasource("user"), Owner.Deployment];
    private static readonly string[] Words = ["apple", "river", "stone", "苹果", "河流", "I live in", "I like", "cloud"];

    /// <summary>With background work, which lifts memories from their session and copies words from turns to facts: only owners are held apart here.</summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    [InlineData(false, 3)]
    [InlineData(false, 4)]
    public async Task WhateverHappens_NobodySeesWhatIsNotTheirs(bool isDurable, int seed)
    {
        // A small budget: indexes come and go while they are searched.
        await using var world = await IsolationWorld.OpenAsync(isDurable, engines: 2, indexBytes: 60_000);
        await AttackAsync(world, seed, isSteady: false);
    }

    [Theory]
    [InlineData(true, 5)]
    [InlineData(true, 6)]
    [InlineData(true, 7)]
    [InlineData(false, 8)]
    [InlineData(false, 9)]
    public async Task WhateverHappens_NoOtherSessionIsSeen_AndNothingThatWasDeleted(bool isDurable, int seed)
    {
        await using var world = await IsolationWorld.OpenAsync(isDurable, engines: 3, indexBytes: 60_000);
        var gone = await AttackAsync(world, seed, isSteady: true);
        gone.ShouldNotBeEmpty();
        if (world.Database is null)
        {
            return;
        }

        for (var engine = 0; engine < world.Engines.Count; engine++)
        {
            await world.RestartAsync(engine);
        }

        await world.Store.ScrubAsync(Cancellation);
        (await world.RemainsAsync(gone, Cancellation)).ShouldBeEmpty();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<IReadOnlyCollection<string>> AttackAsync(IsolationWorld world, int seed, bool isSteady)
    {
        var gone = new ConcurrentDictionary<string, bool>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() => new Attacker(world, (seed * 100) + thread, isSteady, gone).RunAsync(200, Cancellation))));
        return [.. gone.Keys];
    }

    /// <summary>One who does this and that as anybody, and looks at all that comes back.</summary>
    private sealed partial class Attacker(IsolationWorld world, int seed, bool isSteady, ConcurrentDictionary<string, bool> gone)
    {
        private static readonly ConcurrentDictionary<string, (string Owner, string? Session)> Origins = [];
        private static int s_number;

        private readonly Random _random = new(seed);
        private readonly List<(Owner Owner, string Id)> _made = [];

        public async Task RunAsync(int steps, CancellationToken cancellationToken)
        {
            for (var step = 0; step < steps; step++)
            {
                // A user among the granted gives nothing.
                var scope = Scope.Create(Users[((seed / 100 * 5) + _random.Next(6)) % Users.Length], Pick(Sessions), Pick(Namespaces)) with
                {
                    Granted = [.. Shared.Where(_ => _random.Next(3) == 0), Owner.User(Pick(Users))],
                };
                var engine = world.Engines[_random.Next(world.Engines.Count)];
                var seen = new StringBuilder();
                try
                {
                    await StepAsync(engine, scope, seen, cancellationToken);
                    var goneBefore = gone.Keys.ToHashSet();
                    seen.Append('\n');
                    var looked = new StringBuilder();
                    await LookAsync(engine, scope, looked, cancellationToken);
                    Words(looked).Where(goneBefore.Contains).ShouldBeEmpty($"{scope} sees what was deleted");
                    seen.Append(looked);
                }
                catch (MemoriException exception)
                {
                    seen.Append(exception.Message).Append(exception.Text.English).Append(exception.Text.Chinese).Append(exception.InnerException);
                }

                foreach (var word in Words(seen))
                {
                    var (owner, session) = Origins[word];
                    var isTheirs = owner == Name(Owner.User(scope.UserId));
                    (isTheirs || scope.Granted.Any(granted => granted.Kind != OwnerKind.User && Name(granted) == owner)).ShouldBeTrue($"{scope} sees {word} of {owner}");
                    (!isSteady || session is null || scope.SessionId is null || session == scope.SessionId).ShouldBeTrue($"{scope} sees {word} of session {session}");
                }
            }
        }

        private async Task StepAsync(MemoryEngine engine, Scope scope, StringBuilder seen, CancellationToken token)
        {
            var target = _made.Count == 0 || _random.Next(5) == 0 ? (Owner.User(scope.UserId), "none") : _made[_random.Next(_made.Count)];
            var id = target.Item2;
            var shared = _random.Next(4) == 0 && scope.Granted.Count > 0 ? scope.Granted[_random.Next(scope.Granted.Count)] : (Owner?)null;
            switch (_random.Next(20))
            {
                case < 6:
                    Note(seen, await engine.RememberAsync(scope, New(scope, shared, _random.Next(4) == 0 ? id : null), token));
                    break;
                case 6:
                    var isBound = scope.SessionId is not null;
                    var exchange = new Exchange { UserMessage = $"I like {Word(scope, null, isBound: false)} a lot. {Pick(IsolationTests.Words)}", AssistantMessage = $"{Pick(IsolationTests.Words)} {Word(scope, null, isBound)}", Id = _random.Next(3) == 0 ? "x" : null };
                    var observed = await engine.ObserveAsync(scope, exchange, token);
                    Note(seen, observed.UserTurn);
                    Note(seen, observed.AssistantTurn);
                    break;
                case 7:
                    Note(seen, await engine.UpdateAsync(scope, id, new MemoryChange { Content = Text(scope, shared, isBound: false) }, shared, token));
                    break;
                case 8:
                    Note(seen, await engine.FeedbackAsync(scope, id, 1, shared, token));
                    break;
                case 9:
                    Note(seen, await engine.ArchiveAsync(scope, id, shared, token));
                    break;
                case 10:
                    Note(seen, await engine.SupersedeAsync(scope, id, New(scope, shared, null), shared, token));
                    break;
                case 11:
                    Note(seen, await engine.RestoreAsync(scope, id, _random.Next(2) == 0, shared, token));
                    break;
                case 12:
                    var known = shared is null ? await engine.GetAsync(scope with { Granted = [] }, id, token) : null;
                    if (await engine.ForgetAsync(scope, id, shared, token))
                    {
                        Gone(known is null ? [] : [known]);
                    }

                    break;
                case 13 when scope.SessionId is not null:
                    var ofSession = await OfUserAsync(engine, scope, token);
                    await engine.ClearAsync(scope, token);
                    Gone(ofSession.Where(memory => memory.SessionId == scope.SessionId));
                    break;
                case 14 when _random.Next(3) == 0:
                    var all = await OfUserAsync(engine, Scope.Create(scope.UserId), token);
                    await engine.EraseUserAsync(scope.UserId, token);
                    Gone(all);
                    break;
                case 15:
                    await engine.ConsolidateAsync(scope, token);
                    await engine.ArchiveOldAsync(scope, TimeSpan.Zero, token);
                    break;
                case 16 when !isSteady:
                    world.Time.Advance(TimeSpan.FromHours(_random.Next(500)));
                    await world.WorkAsync(_random.Next(world.Engines.Count), sweeps: true, token);
                    break;
                case 17 when !isSteady:
                    using (var stream = new MemoryStream())
                    {
                        // Into the same user's: a line says its session itself.
                        await engine.ExportAsync(scope, stream, token);
                        stream.Position = 0;
                        await engine.ImportAsync(scope, stream, token);
                    }

                    break;
                default:
                    Note(seen, await engine.GetAsync(scope, id, token));
                    foreach (var version in await engine.HistoryAsync(scope, id, shared, token))
                    {
                        Note(seen, version.Memory);
                    }

                    break;
            }
        }

        private async Task LookAsync(MemoryEngine engine, Scope scope, StringBuilder seen, CancellationToken token)
        {
            var now = world.Time.GetUtcNow();
            var request = new RecallRequest
            {
                Query = string.Join(' ', IsolationTests.Words),
                Limit = 200,
                AsOf = _random.Next(4) == 0 ? now.AddHours(-_random.Next(100)) : null,
                KnownAt = _random.Next(4) == 0 ? now.AddHours(-_random.Next(100)) : null,
                IncludeArchived = _random.Next(2) == 0,
            };
            foreach (var found in await engine.RecallAsync(scope, request, token))
            {
                Note(seen, found.Memory);
                seen.Append(found.Explanation);
            }

            foreach (var memory in (await engine.ListAsync(scope, new MemoryFilter { Status = null, Limit = 1000 }, token)).Concat(await engine.WakeAsync(scope, cancellationToken: token)))
            {
                Note(seen, memory);
            }

            using var lines = new MemoryStream();
            await engine.ExportAsync(scope, lines, token);
            seen.Append(Encoding.UTF8.GetString(lines.ToArray()));
        }

        private static async Task<IReadOnlyList<Memory>> OfUserAsync(MemoryEngine engine, Scope scope, CancellationToken token) =>
            await engine.ListAsync(scope, new MemoryFilter { Owner = Owner.User(scope.UserId), Status = null, Limit = 10_000 }, token);

        private void Gone(IEnumerable<Memory> memories)
        {
            foreach (var memory in isSteady ? memories : [])
            {
                var all = new StringBuilder();
                Note(all, memory);
                foreach (var word in Words(all))
                {
                    gone[word] = true;
                }
            }
        }

        private static IEnumerable<string> Words(StringBuilder seen) => Canary().Matches(seen.ToString()).Select(match => match.Value).Distinct();

        private NewMemory New(Scope scope, Owner? owner, string? id)
        {
            var kind = (MemoryKind)_random.Next(4, 10);
            var isBound = owner is null && scope.SessionId is not null && _random.Next(2) == 0;
            return new NewMemory
            {
                Id = id,
                Content = Text(scope, owner, isBound),
                Kind = kind,
                Mode = _random.Next(2) == 0 ? MemoryMode.Auto : MemoryMode.Conscious,
                Owner = owner,
                SessionBound = isBound,
                Speaker = _random.Next(2) == 0 ? Pick(IsolationTests.Words) : null,
                Metadata = new JsonObject { ["note"] = Word(scope, owner, isBound) },
            };
        }

        private string Text(Scope scope, Owner? owner, bool isBound) => $"{Pick(IsolationTests.Words)} {Pick(IsolationTests.Words)} {Word(scope, owner, isBound)}";

        private static string Word(Scope scope, Owner? owner, bool isBound)
        {
            var word = $"zq{Interlocked.Increment(ref s_number):x8}qz";
            Origins[word] = (Name(owner ?? Owner.User(scope.UserId)), isBound ? scope.SessionId : null);
            return word;
        }

        private void Note(StringBuilder seen, Memory? memory)
        {
            if (memory is not null)
            {
                seen.Append(memory.Content).Append(' ').Append(memory.Metadata?.ToJsonString()).Append(' ').Append(memory.Speaker).Append(memory.Provenance).AppendJoin(' ', memory.Entities).Append('\n');
                _made.Add((memory.Owner, memory.Id));
            }
        }

        private T Pick<T>(T[] from) => from[_random.Next(from.Length)];

        private static string Name(Owner owner) => $"{owner.Kind} {owner.Id}";

        [GeneratedRegex("zq[0-9a-f]{8}qz")]
        private static partial Regex Canary();
    }
}
