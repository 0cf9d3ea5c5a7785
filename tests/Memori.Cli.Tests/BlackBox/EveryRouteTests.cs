using System.Reflection;

namespace Memori.Cli.Tests.BlackBox;

/// <summary>A new route can't be forgotten: whatever /openapi.json of a running service names was asked by the suite, and answered well at least once.</summary>
[Collection(nameof(LookingBack))]
public sealed class EveryRouteTests
{
    [Fact]
    public void Every_operation_of_the_document_was_asked_and_did_its_work()
    {
        SkipUnlessAllRan();
        Traffic.Operations.Keys.Where(operation => !Traffic.Saw(operation, status => status < 400)).Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Every_operation_that_can_be_refused_was_refused()
    {
        SkipUnlessAllRan();
        string[] open = ["GET /health", "GET /health/ready", "GET /api/version"];
        Traffic.Operations.Keys.Except(open, StringComparer.Ordinal).Where(operation => !Traffic.Saw(operation, status => status >= 400)).Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    private static void SkipUnlessAllRan()
    {
        var tests = typeof(Suite).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Suite)))
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null).Select(method => $"{type.Name}.{method.Name}"));
        var missed = tests.Where(test => !Traffic.HasRun(test)).ToList();
        Assert.SkipUnless(missed.Count == 0, $"Only a part of the suite ran, without {missed.FirstOrDefault()} and {missed.Count - 1} more.");
    }
}
