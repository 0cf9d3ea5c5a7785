using Memori.Server.Configuration.Sources;
using Memori.Server.Configuration.Table;

namespace Memori.Server.Configuration.Reload;

/// <summary>
/// The settings of a running service. Those that a service can take on while it runs (<see cref="Setting.Reloads"/>) follow their files; the others stay as they
/// were at the start. Thread-safe.
/// </summary>
public sealed class LiveSettings
{
    private readonly Lock _gate = new();
    private readonly List<Action<MemoriSettings>> _followers = [];
    private SettingsReading? _inForce;
    private IReadOnlyList<string> _lastSeen = [];
    private IReadOnlyList<string> _unsettled = [];
    private volatile MemoriSettings _current;

    /// <summary>Settings that never change.</summary>
    public LiveSettings(MemoriSettings settings) => _current = settings;

    /// <summary>Settings that are read anew where they were read.</summary>
    public LiveSettings(SettingsReading reading)
    {
        _inForce = reading;
        _current = reading.Settings;
        _lastSeen = _unsettled = Seen(reading);
    }

    /// <summary>The settings in force now.</summary>
    public MemoriSettings Current => _current;

    /// <summary>Every setting with its value in force and where that comes from, in the order of the table.</summary>
    public IReadOnlyList<SettingValue> Values
    {
        get
        {
            lock (_gate)
            {
                return _inForce?.Values ?? [.. SettingsTable.All.Select(setting => new SettingValue(setting, setting.TextIn(_current), new SettingOrigin(SettingSource.Default)))];
            }
        }
    }

    /// <summary>Brings something up to date with the settings, now and after each change, for as long as these settings live.</summary>
    /// <param name="follower">What follows the settings.</param>
    /// <param name="apply">Brings it up to date; must be quick and must not throw.</param>
    /// <returns><paramref name="follower"/>.</returns>
    public T Follow<T>(T follower, Action<T, MemoriSettings> apply)
    {
        lock (_gate)
        {
            apply(follower, _current);
            _followers.Add(settings => apply(follower, settings));
            return follower;
        }
    }

    /// <summary>Reads the settings anew and takes on what a running service can. With any mistake in them nothing changes.</summary>
    /// <param name="onceSettled">Whether a change counts only when it is read a second time: a file may be in the middle of being written. Default false.</param>
    /// <returns>What came of it; null when nothing is different from the last time, mistakes included.</returns>
    public SettingsReloaded? Reload(bool onceSettled = false)
    {
        lock (_gate)
        {
            if (_inForce is not { } old)
            {
                return null;
            }

            var read = SettingsReader.Read(old.Sources);
            var seen = Seen(read);
            var isSettled = !onceSettled || seen.SequenceEqual(_unsettled);
            _unsettled = seen;
            if (!isSettled || seen.SequenceEqual(_lastSeen))
            {
                return null;
            }

            _lastSeen = seen;
            var changed = SettingsTable.All.Where(setting => Text(read, setting) != Text(old, setting)).ToLookup(setting => setting.Reloads);
            var merged = SettingsReader.Bind(old.Sources, Merged(old.Given, read.Given, changed[true]), []);
            IReadOnlyList<SettingsFinding> errors = read.Errors.Any() ? [.. read.Errors] : SettingsCheck.Blocking(merged);
            if (errors.Count == 0)
            {
                (_inForce, _current) = (merged, merged.Settings);
                foreach (var follower in changed[true].Any() ? _followers : [])
                {
                    follower(_current);
                }
            }

            return new()
            {
                Errors = errors,
                Applied = errors.Count == 0 ? [.. changed[true].Select(setting => setting.Name)] : [],
                NeedRestart = [.. changed[false].Select(setting => setting.Name)],
            };
        }
    }

    private static string? Text(SettingsReading reading, Setting setting) => reading.Given.GetValueOrDefault(setting.Name)?.Text;

    private static Dictionary<string, SettingText> Merged(IReadOnlyDictionary<string, SettingText> old, IReadOnlyDictionary<string, SettingText> read, IEnumerable<Setting> changed)
    {
        var merged = old.ToDictionary();
        foreach (var name in changed.Select(setting => setting.Name))
        {
            merged.Remove(name);
            if (read.GetValueOrDefault(name) is { } text)
            {
                merged[name] = text;
            }
        }

        return merged;
    }

    // Mistakes too: the same one is told once, and it may go away without any value being different.
    private static List<string> Seen(SettingsReading reading) =>
        [.. reading.Given.Select(given => $"{given.Key}={given.Value.Text}"), .. reading.Errors.Select(error => error.Text.English)];
}

/// <summary>What came of reading the settings anew. Carries names only, no values.</summary>
public sealed record SettingsReloaded
{
    /// <summary>The mistakes; with any nothing was taken on.</summary>
    public required IReadOnlyList<SettingsFinding> Errors { get; init; }

    /// <summary>The variables that were taken on.</summary>
    public required IReadOnlyList<string> Applied { get; init; }

    /// <summary>The variables that differ from what the service started with and count only once it is started anew.</summary>
    public required IReadOnlyList<string> NeedRestart { get; init; }
}
