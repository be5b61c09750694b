using RulesRouter.Cli.Exits;
using RulesRouter.Requests;

namespace RulesRouter.Cli.Inputs;

/// <summary>Reads the timestamps of options.</summary>
internal static class TimestampOption
{
    /// <summary>Null if the option is absent.</summary>
    /// <exception cref="UserError">The string is not an RFC 3339 timestamp.</exception>
    public static DateTimeOffset? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Timestamps.TryParse(text, out var time)
            ? time
            : throw new UserError($"`{text}` is not a timestamp; use RFC 3339, for example 2026-05-26T03:42:02Z");
    }
}
