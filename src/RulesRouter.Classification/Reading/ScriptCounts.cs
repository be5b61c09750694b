namespace RulesRouter.Classifiers.Reading;

/// <summary>Characters of an instruction by script.</summary>
internal struct ScriptCounts
{
    private int ascii, latin, cyrillic, eastAsian, kana, hangul, otherScript;

    public void CountEastAsian(char unit)
    {
        eastAsian++;
        kana += unit is >= '\u3040' and <= '\u30FF' ? 1 : 0;
    }

    public void CountAscii(int characters) => ascii += characters;

    public void Count(char lower, ref bool isHangul)
    {
        if (lower < 128)
        {
            ascii++;
        }
        else if (lower < 0x250)
        {
            latin++;
        }
        else if (lower is >= '\u0400' and <= '\u052F')
        {
            cyrillic++;
        }
        else if (lower is >= '\uAC00' and <= '\uD7AF')
        {
            hangul++;
            isHangul = true;
        }
        else
        {
            otherScript++;
        }
    }

    /// <summary>Whether one letter in forty or more is one that English has not.</summary>
    public readonly bool IsForeign() =>
        (latin + cyrillic + eastAsian + hangul + otherScript) * 40 is var foreign && foreign > 0 && foreign >= ascii;

    /// <summary>A number of the script that most characters belong to; 0 without any.</summary>
    public readonly int Script()
    {
        var most = Math.Max(Math.Max(ascii, eastAsian * 2), Math.Max(Math.Max(cyrillic, hangul * 2), otherScript));
        return most == 0 ? 0
            : eastAsian * 2 == most ? kana > 0 ? 1 : 2
            : cyrillic == most ? 3
            : hangul * 2 == most ? 4
            : otherScript == most ? 5
            : latin * 20 > ascii ? 6 : 7;
    }
}
