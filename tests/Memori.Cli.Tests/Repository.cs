namespace Memori.Cli.Tests;

internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "Memori.slnx")) ? directory : Find(Directory.GetParent(directory)!.FullName);
}
