using Memori.LoadTest;

// Memori.LoadTest --service FILE [--users 200] [--seconds 300] [--think-ms 2000] [--kill] [--out FILE]; exit code 1 when something does not hold that must.
var options = LoadOptions.Parse(args);
var report = new LoadReport(options, File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "unknown");
var tally = new Tally();
await using var claude = await EmulatedClaude.StartAsync(tally);
using var service = new ServiceProcess(options, claude.BaseUrl);
using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = options.Users * 2 }) { BaseAddress = service.Address, Timeout = TimeSpan.FromMinutes(2) };
client.DefaultRequestHeaders.Authorization = new("Bearer", ServiceProcess.AdminKey);
await service.ReadyAsync(client);

var memory = new MemorySamples(service, client);
using var end = new CancellationTokenSource(options.Time);
var watching = memory.RunAsync(end.Token);
var users = Task.WhenAll(Enumerable.Range(0, options.Users).Select(number => new VirtualUser(number, client, options, tally).RunAsync(end.Token)));
if (options.Kill)
{
    await Task.Delay(options.Time / 2);
    tally.Down();
    service.KillAndRestart();
    await service.ReadyAsync(client);
    tally.Up();
}

await Task.WhenAll(users, watching);
IReadOnlyList<Finding> findings = [.. await new Verification(service, client, tally, options).RunAsync(), .. Finding.OfLoad(options, tally, memory, service.Complaints())];
var text = report.Render(tally, memory, findings, service.Complaints());
Console.Write(text);
if (options.Out is { } place)
{
    await File.WriteAllTextAsync(place, text);
}

return findings.All(finding => finding.Holds) ? 0 : 1;
