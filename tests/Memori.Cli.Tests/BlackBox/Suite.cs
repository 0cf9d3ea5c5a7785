namespace Memori.Cli.Tests.BlackBox;

/// <summary>A class of the suite: notes that its tests run, so that <see cref="EveryRouteTests"/> knows whether all did.</summary>
public abstract class Suite
{
    protected Suite() => Traffic.NoteTest();
}

/// <summary>The tests that ask <see cref="OpenService"/>.</summary>
[CollectionDefinition(nameof(OpenSuite))]
public sealed class OpenSuite : ICollectionFixture<OpenService>;

/// <summary>The tests that ask <see cref="ClosedService"/>.</summary>
[CollectionDefinition(nameof(ClosedSuite))]
public sealed class ClosedSuite : ICollectionFixture<ClosedService>;

/// <summary>The tests that ask <see cref="OfflineService"/>.</summary>
[CollectionDefinition(nameof(OfflineSuite))]
public sealed class OfflineSuite : ICollectionFixture<OfflineService>;

/// <summary>What looks back at the other tests: xunit runs it when they are done.</summary>
[CollectionDefinition(nameof(LookingBack), DisableParallelization = true)]
public sealed class LookingBack;

/// <summary>The tests that ask <see cref="StrainedService"/>.</summary>
[CollectionDefinition(nameof(StrainedSuite))]
public sealed class StrainedSuite : ICollectionFixture<StrainedService>;
