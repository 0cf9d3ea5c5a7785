// Memory as a library: remember, restart, recall. Run it with the path of a database file.
using Memori;
using Memori.Recall;
using Microsoft.Extensions.DependencyInjection;

var path = args.Length > 0 ? args[0] : "memories.db";
var scope = Scope.Create("alice");

await using (var first = Start(path))
{
    var memory = first.GetRequiredService<MemoryEngine>();
    await memory.RememberAsync(scope, new NewMemory { Kind = MemoryKind.Preference, Content = "I prefer revenue in euros, rounded to whole numbers." });
    await memory.RememberAsync(scope, new NewMemory { Kind = MemoryKind.Fact, Content = "我负责华东区的销售报表。" });
}

// Another process would see the same: the file is the truth.
await using var second = Start(path);
foreach (var question in new[] { "Which currency should the revenue be in?", "谁负责华东的报表?" })
{
    var recalled = await second.GetRequiredService<MemoryEngine>().RecallAsync(scope, new RecallRequest { Query = question, Limit = 1 });
    Console.WriteLine($"{question} -> {recalled[0].Memory.Content} ({recalled[0].Score:0.00})");
}

static ServiceProvider Start(string path)
{
    var services = new ServiceCollection();
    services.AddMemori().AddSqliteStore(path);
    return services.BuildServiceProvider();
}
