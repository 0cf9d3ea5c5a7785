using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Memori.Text2Sql.Evaluation;

/// <summary>The runs that were kept, a JSON file each, in a directory.</summary>
/// <param name="directory">The directory; made when the first run is kept.</param>
/// <param name="time">The clock.</param>
public sealed class EvaluationRuns(string directory, TimeProvider time)
{
    private const string Extension = ".json";
    private const int RandomBytes = 3;

    /// <summary>A name for runs that can be compared: of the same questions, put to the same database, answered by the same generators.</summary>
    public static string Suite(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts!))))[..16];

    /// <summary>Keeps a run.</summary>
    public async Task<EvaluationRun> KeepAsync(string suite, string generator, DateTimeOffset startedAt, EvaluationResult result, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(directory);
        var run = new EvaluationRun
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd-HHmmssfff}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}"),
            Suite = suite,
            StartedAt = startedAt,
            Generator = generator,
            Report = result.Report,
            Questions = result.Questions,
        };

        // Whole or not at all: a later run must not be compared with half of one.
        var path = PathOf(run.Id);
        await File.WriteAllTextAsync(path + ".part", JsonSerializer.Serialize(run, EvaluationJson.Readable.EvaluationRun), cancellationToken).ConfigureAwait(false);
        File.Move(path + ".part", path, overwrite: true);
        return run;
    }

    /// <summary>The last run of a suite, or null before the first.</summary>
    public async Task<EvaluationRun?> LastAsync(string suite, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(directory))
        {
            return null;
        }

        // Names begin with the time.
        foreach (var path in Directory.EnumerateFiles(directory, "*" + Extension).OrderDescending(StringComparer.Ordinal))
        {
            if (await TryReadAsync(path, cancellationToken).ConfigureAwait(false) is { } run && run.Suite == suite)
            {
                return run;
            }
        }

        return null;
    }

    /// <summary>A run by its name, or by the path of its file.</summary>
    /// <exception cref="MemoriException"><c>evaluation-run</c>: there is none, or it can't be read.</exception>
    public async Task<EvaluationRun> GetAsync(string run, CancellationToken cancellationToken = default)
    {
        var isName = run.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        var path = isName && File.Exists(PathOf(run)) ? PathOf(run) : run;
        if (!File.Exists(path))
        {
            throw EvaluationFaults.NoSuchRun(run);
        }

        try
        {
            return await ReadAsync(path, cancellationToken).ConfigureAwait(false) ?? throw EvaluationFaults.NoSuchRun(run);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw EvaluationFaults.UnreadableRun(run, e);
        }
    }

    private static async Task<EvaluationRun?> TryReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // A file of somebody else is no run.
            return null;
        }
    }

    private static async Task<EvaluationRun?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = File.OpenRead(path);
        await using var closing = file.ConfigureAwait(false);
        return await JsonSerializer.DeserializeAsync(file, EvaluationJson.Readable.EvaluationRun, cancellationToken).ConfigureAwait(false);
    }

    private string PathOf(string id) => Path.Combine(directory, id + Extension);
}
