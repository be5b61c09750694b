using RulesRouter.Requests;

namespace RulesRouter.Cli;

/// <summary>Reads the moments that options name.</summary>
internal static class MomentOption
{
    /// <summary>Null where nothing was given.</summary>
    /// <exception cref="UserError">It is no moment.</exception>
    public static DateTimeOffset? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Timestamps.TryParse(text, out var moment) ? moment : throw new UserError($"`{text}` is no moment such as 2026-05-26T03:42:02Z");
    }
}
