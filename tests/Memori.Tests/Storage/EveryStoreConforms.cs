using System.Reflection;
using Memori.Storage;

namespace Memori.Tests.Storage;

/// <summary>Fails when a store of an assembly has no tests derived from <see cref="MemoryStoreConformance"/>.</summary>
internal static class EveryStoreConforms
{
    /// <summary>Checks that <c>XStoreTests</c> exists for every <c>XStore</c>.</summary>
    public static void Check(Assembly stores, Assembly tests)
    {
        var tested = tests.GetTypes().Where(type => type.IsSubclassOf(typeof(MemoryStoreConformance))).Select(type => type.Name);
        var names = stores.GetTypes().Where(type => type.IsAssignableTo(typeof(IMemoryStore)) && type is { IsAbstract: false }).Select(type => type.Name).ToList();

        names.ShouldNotBeEmpty();
        names.Select(name => name + "Tests").Except(tested).ShouldBeEmpty();
    }
}
