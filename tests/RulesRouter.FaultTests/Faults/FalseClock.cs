using System.Globalization;
using RulesRouter.FaultTests.Processes;

namespace RulesRouter.FaultTests.Faults;

/// <summary>
/// The wall clock of a service that is not started yet, which can be set while it runs: libfaketime, as Debian installs it.
/// </summary>
internal sealed class FalseClock
{
    private readonly string file;

    public FalseClock(ServiceProcess service)
    {
        file = Path.Combine(service.Folder, "clock");
        File.WriteAllText(file, "+0h");
        service.Environment["LD_PRELOAD"] = Library!;
        service.Environment["FAKETIME_TIMESTAMP_FILE"] = file;
        service.Environment["FAKETIME_CACHE_DURATION"] = "1";
        service.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        service.Environment["DONT_FAKE_MONOTONIC"] = "1";
    }

    /// <summary>Null where it is not installed.</summary>
    public static string? Library { get; } = Directory.Exists("/usr/lib")
        ? Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        : null;

    /// <summary>Sets the clock to so many hours from the true time; the service reads it within a second.</summary>
    public async Task Set(int hours)
    {
        await File.WriteAllTextAsync(file + ".new", hours.ToString("+0;-0", CultureInfo.InvariantCulture) + "h");
        File.Move(file + ".new", file, overwrite: true);
        await Task.Delay(1_100);
    }
}

/// <summary>A test that needs libfaketime, and is skipped with the reason where it is not installed.</summary>
internal sealed class ClockFactAttribute : FactAttribute
{
    public ClockFactAttribute() => Skip = FalseClock.Library is null ? "libfaketime is not installed" : null;
}
