using RulesRouter.Formats;

namespace RulesRouter.Evaluation;

/// <summary>The time-zone rules of this machine: hourly prices depend on them, so they are part of the revision.</summary>
internal static class TimeZoneData
{
    /// <summary>A digest of every zone's adjustment rules.</summary>
    public static string Version { get; } = Digest();

    private static string Digest()
    {
        var zones = TimeZoneInfo.GetSystemTimeZones()
            .OrderBy(zone => zone.Id, StringComparer.Ordinal)
            .Select(zone => zone.ToSerializedString());
        return Sha256.ShortHex(string.Join('\n', zones));
    }
}
