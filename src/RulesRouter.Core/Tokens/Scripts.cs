namespace RulesRouter.Tokens;

internal static class Scripts
{
    /// <summary>Characters in a row that belong to one script: every range below is a multiple of it.</summary>
    private const int Step = 16;

    private static readonly (int From, int Until, Script Script)[] Ranges =
    [
        (0x0080, 0x00C0, Script.Mark), (0x00C0, 0x0250, Script.Latin), (0x0250, 0x0370, Script.Other), (0x0370, 0x0400, Script.Greek),
        (0x0400, 0x0530, Script.Cyrillic),
        (0x0530, 0x0590, Script.Armenian),
        (0x0590, 0x0600, Script.Hebrew),
        (0x0600, 0x0700, Script.Arabic),
        (0x0750, 0x0780, Script.Arabic),
        (0x0900, 0x0980, Script.Devanagari),
        (0x0980, 0x0B00, Script.OtherIndic),
        (0x0B00, 0x0B80, Script.Odia),
        (0x0B80, 0x0D80, Script.OtherIndic),
        (0x0D80, 0x0E00, Script.Sinhala),
        (0x0E00, 0x0E80, Script.Thai),
        (0x0E80, 0x0F00, Script.Lao),
        (0x0F00, 0x1000, Script.Tibetan),
        (0x1000, 0x10A0, Script.MyanmarAndKhmer),
        (0x10A0, 0x1100, Script.Georgian),
        (0x1100, 0x1200, Script.Hangul),
        (0x1200, 0x13A0, Script.Ethiopic),
        (0x1780, 0x1800, Script.MyanmarAndKhmer),
        (0x1E00, 0x1F00, Script.LatinAdditional),
        (0x1F00, 0x2000, Script.Greek), (0x2000, 0x2010, Script.Joiner), (0x2010, 0x2070, Script.Mark), (0x2070, 0x3000, Script.Symbol),
        (0x3000, 0x3040, Script.Mark),
        (0x3040, 0x3100, Script.Kana), (0x3130, 0x3190, Script.Hangul), (0x3400, 0x4DC0, Script.Han), (0x4E00, 0xA000, Script.Han),
        (0xAC00, 0xD7B0, Script.Hangul), (0xD800, 0xE000, Script.Surrogate), (0xF900, 0xFB00, Script.Han), (0xFB50, 0xFE00, Script.Arabic),
        (0xFE00, 0xFE10, Script.Joiner), (0xFE70, 0xFF00, Script.Arabic), (0xFF00, 0xFFF0, Script.Mark),
    ];

    private static readonly Script[] ByStep = Fill();

    public static Script Of(char unit) => ByStep[unit / Step];

    private static Script[] Fill()
    {
        var table = new Script[0x10000 / Step];
        Array.Fill(table, Script.Other);
        foreach (var (from, until, script) in Ranges)
        {
            Array.Fill(table, script, from / Step, (until - from) / Step);
        }

        return table;
    }
}
