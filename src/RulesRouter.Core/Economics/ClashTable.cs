using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>Which options may not stand in one chain, as rows of bits.</summary>
internal sealed class ClashTable
{
    private readonly int[][] keys;
    private readonly ulong[][] rows;

    public ClashTable(ImmutableArray<AttemptOption> options)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        keys = new int[options.Length][];
        for (var index = 0; index < keys.Length; index++)
        {
            var named = options[index].ClashKeys;
            var own = new int[named.Length];
            for (var place = 0; place < own.Length; place++)
            {
                if (!numbers.TryGetValue(named[place], out own[place]))
                {
                    own[place] = numbers.Count;
                    numbers.Add(named[place], own[place]);
                }
            }

            keys[index] = own;
            MostKeys = Math.Max(MostKeys, own.Length);
        }

        rows = Rows(numbers.Count);
    }

    /// <summary>Of any option.</summary>
    public int MostKeys { get; }

    public int Words => (keys.Length + 63) >> 6;

    /// <summary>Those that do not stand in one chain with an option: itself, and who shares a key with it.</summary>
    public ReadOnlySpan<ulong> Barred(int option) => rows[option];

    public bool Clash(int one, int other) => one != other && (rows[one][other >> 6] & (1UL << other)) != 0;

    /// <summary>Whether an option has keys, and each of them is one of the other's: whoever bars it bars the other too.</summary>
    public bool IsBarredOnlyWith(int option, int other)
    {
        foreach (var key in keys[option])
        {
            if (!keys[other].AsSpan().Contains(key))
            {
                return false;
            }
        }

        return keys[option].Length > 0;
    }

    private ulong[][] Rows(int count)
    {
        var members = new ulong[count][];
        for (var key = 0; key < count; key++)
        {
            members[key] = new ulong[Words];
        }

        for (var option = 0; option < keys.Length; option++)
        {
            foreach (var key in keys[option])
            {
                members[key][option >> 6] |= 1UL << option;
            }
        }

        var barred = new ulong[keys.Length][];
        for (var option = 0; option < keys.Length; option++)
        {
            var row = new ulong[Words];
            row[option >> 6] |= 1UL << option;
            foreach (var key in keys[option])
            {
                for (var word = 0; word < row.Length; word++)
                {
                    row[word] |= members[key][word];
                }
            }

            barred[option] = row;
        }

        return barred;
    }
}
