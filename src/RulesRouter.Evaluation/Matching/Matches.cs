using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Matching;

/// <summary>
/// The rules whose conditions are true or unknown, in the order of the policy's rules; every other rule's is false. Reused: it allocates
/// only to grow.
/// </summary>
internal sealed class Matches
{
    private int[] entries = new int[64];

    [ThreadStatic]
    private static Matches? ofThread;

    /// <summary>One per thread, for a result that is read before the next match.</summary>
    public static Matches OfThread => ofThread ??= new Matches();

    public int Count { get; private set; }

    /// <summary>Rule and truth as one number per match; equal sequences are equal results.</summary>
    public ReadOnlySpan<int> Entries => entries.AsSpan(0, Count);

    public static int RuleOf(int entry) => entry >> 1;

    public static Truth TruthOf(int entry) => (entry & 1) != 0 ? Truth.True : Truth.Unknown;

    public void Clear() => Count = 0;

    /// <summary>Rules are added in ascending order; a rule that is added again keeps the truer value.</summary>
    public void Add(int rule, bool certain)
    {
        var entry = (rule << 1) | (certain ? 1 : 0);
        if (Count > 0 && RuleOf(entries[Count - 1]) == rule)
        {
            entries[Count - 1] |= entry;
            return;
        }

        if (Count == entries.Length)
        {
            Array.Resize(ref entries, entries.Length * 2);
        }

        entries[Count++] = entry;
    }

    /// <summary>Whether the rule is the last one added and is true, so that further rows cannot change it.</summary>
    public bool IsSettled(int rule) => Count > 0 && entries[Count - 1] == ((rule << 1) | 1);

    /// <summary>Truth of any rule of the policy.</summary>
    public Truth TruthOfRule(int rule)
    {
        var at = Entries.BinarySearch(rule << 1);
        at = at < 0 ? ~at : at;
        return at < Count && RuleOf(entries[at]) == rule ? TruthOf(entries[at]) : Truth.False;
    }
}
