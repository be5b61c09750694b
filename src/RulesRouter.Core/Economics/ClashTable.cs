using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>
/// Which options may not be in one chain. Keys at one index of the options' lists are of one kind, and an option has at most one of each
/// kind.
/// </summary>
internal sealed class ClashTable
{
    private const int None = -1;
    private readonly int[] keys;

    public ClashTable(ImmutableArray<AttemptOption> options)
    {
        foreach (var option in options)
        {
            Kinds = Math.Max(Kinds, option.ClashKeys.Length);
        }

        keys = new int[options.Length * Kinds];
        Array.Fill(keys, None);
        for (var kind = 0; kind < Kinds; kind++)
        {
            Number(options, kind);
        }
    }

    /// <summary>At most 31.</summary>
    public int Kinds { get; }

    /// <summary>The number of an option's key of a kind; negative where it has none.</summary>
    public int KeyOf(int option, int kind) => keys[(option * Kinds) + kind];

    public bool Clash(int one, int other)
    {
        for (var kind = 0; kind < Kinds; kind++)
        {
            var key = KeyOf(one, kind);
            if (key != None && key == KeyOf(other, kind))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The kinds, as bits, through which a third option may exclude one option and not the other; 0 also for an option without keys.
    /// </summary>
    public int BarredApart(int option, int from)
    {
        var kinds = 0;
        for (var kind = 0; kind < Kinds; kind++)
        {
            var key = KeyOf(option, kind);
            kinds |= key != None && key != KeyOf(from, kind) ? 1 << kind : 0;
        }

        return kinds;
    }

    public bool HasKeys(int option)
    {
        for (var kind = 0; kind < Kinds; kind++)
        {
            if (KeyOf(option, kind) != None)
            {
                return true;
            }
        }

        return false;
    }

    private void Number(ImmutableArray<AttemptOption> options, int kind)
    {
        var numbers = new Dictionary<string, int>(options.Length, StringComparer.Ordinal);
        for (var option = 0; option < options.Length; option++)
        {
            if (kind >= options[option].ClashKeys.Length)
            {
                continue;
            }

            var key = options[option].ClashKeys[kind];
            if (key.Length == 0)
            {
                continue;
            }

            if (!numbers.TryGetValue(key, out var number))
            {
                number = numbers.Count;
                numbers.Add(key, number);
            }

            keys[(option * Kinds) + kind] = number;
        }
    }
}
