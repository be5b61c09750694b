using System.Buffers;
using RulesRouter.Redaction;

namespace RulesRouter.Gateway.Redacting;

/// <summary>
/// Finds values again where nothing else shows what they are: a password that was assigned once is repeated in a sentence later.
/// </summary>
internal sealed class KnownValues
{
    /// <summary>Shorter values are words too.</summary>
    private const int MinLength = 8;

    /// <summary>Longer ones have a form that their pattern recognises anywhere; bounds the time.</summary>
    private const int MaxLength = 256;

    private readonly SearchValues<string> values;
    private readonly Dictionary<(int Node, char Next), int> nodes = [];
    private readonly HashSet<int> ends = [];

    public KnownValues(IEnumerable<string> all)
    {
        string[] sought = [.. all.Where(value => value.Length is >= MinLength and <= MaxLength)];
        values = SearchValues.Create(sought, StringComparison.Ordinal);
        foreach (var value in sought)
        {
            var node = 0;
            foreach (var character in value)
            {
                if (!nodes.TryGetValue((node, character), out var next))
                {
                    nodes.Add((node, character), next = nodes.Count + 1);
                }

                node = next;
            }

            ends.Add(node);
        }
    }

    /// <param name="label">Of a value that has no placeholder yet: one that another joins.</param>
    public void Find(string text, string label, List<SensitivePlace> places)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var offset = ends.Count == 0 ? -1 : text.AsSpan(at).IndexOfAny(values);
            if (offset < 0)
            {
                return;
            }

            at += offset;
            var length = LongestAt(text, at);
            places.Add(new SensitivePlace(at, length, label));
            at += length - 1;
        }
    }

    private int LongestAt(string text, int at)
    {
        var (node, longest) = (0, 0);
        for (var end = at; end < text.Length && nodes.TryGetValue((node, text[end]), out node); end++)
        {
            longest = ends.Contains(node) ? end + 1 - at : longest;
        }

        return longest;
    }
}
