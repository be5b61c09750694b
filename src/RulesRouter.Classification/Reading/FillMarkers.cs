using System.Buffers;

namespace RulesRouter.Classifiers.Reading;

/// <summary>The markers that editors use to separate prefix, suffix and hole in a completion prompt.</summary>
internal static class FillMarkers
{
    private static readonly string[] All =
    [
        "<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_begin|>",
        "<|fim_hole|>", "<|fim_end|>", "<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>", "<PRE>", "<SUF>", "<MID>", "<FILL_ME>",
        "<|cursor|>", "<CURSOR>", "<|user_cursor_is_here|>", "<|editable_region_start|>",
    ];

    private static readonly SearchValues<char> Seconds = SearchValues.Create([.. All.Select(marker => marker[1])]);

    public static bool StartsWithMarker(ReadOnlySpan<char> rest)
    {
        if (rest.Length < 2 || !Seconds.Contains(rest[1]))
        {
            return false;
        }

        foreach (var marker in All)
        {
            if (rest.StartsWith(marker, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
