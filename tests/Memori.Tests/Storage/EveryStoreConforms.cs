using System.Reflection;
using Memori.Storage;

namespace Memori.Tests.Storage;

/// <summary>Fails when a store of an assembly has no tests derived from <see cref="MemoryStoreConformance"/> or <see cref="JobStoreConformance"/>.</summary>
internal static class EveryStoreConforms
{
    /// <summary>Checks that <c>XStoreTests</c> exists for every <c>XStore</c> of memories and <c>XJobStoreTests</c> for every one of jobs.</summary>
    public static void Check(Assembly stores, Assembly tests)
    {
        Check(stores, typeof(IMemoryStore), name => name, tests, typeof(MemoryStoreConformance));
        Check(stores, typeof(IJobStore), name => name.Replace("JobStore", "Store", StringComparison.Ordinal).Replace("Store", "JobStore", StringComparison.Ordinal), tests, typeof(JobStoreConformance));
    }

    private static void Check(Assembly stores, Type waist, Func<string, string> named, Assembly tests, Type conformance)
    {
        var tested = tests.GetTypes().Where(type => type.IsSubclassOf(conformance)).Select(type => type.Name);
        var names = stores.GetTypes().Where(type => type.IsAssignableTo(waist) && type is { IsAbstract: false }).Select(type => named(type.Name)).ToList();

        names.ShouldNotBeEmpty();
        names.Select(name => name + "Tests").Except(tested).ShouldBeEmpty();
    }
}
