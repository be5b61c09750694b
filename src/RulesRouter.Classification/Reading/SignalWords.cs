namespace RulesRouter.Classifiers.Reading;

/// <summary>Words that map to a signal, in an open-addressed hash table.</summary>
internal static class SignalWords
{
    private const int Size = 2048;

    private static readonly (Signal Signal, string Words)[] Lists =
    [
        (Signal.Loops, "for while foreach until loop"),
        (Signal.Branches, "if else elif switch case match try except catch"),
        (Signal.Definitions, "def class func fn public private static lambda struct interface impl"),
        (Signal.Returns, "return yield break continue"),
        (Signal.Imports, "import using include require package namespace"),
        (Signal.Types, "int string bool void double float char vector const var let long boolean list dict str none true false null"),
        (Signal.Asserts, "assert asserttrue assertequals assertequal expect"),
        (Signal.TextMethods, "replace split join strip lstrip rstrip upper lower swapcase isalpha isdigit find rfind index rindex startswith "
            + "endswith zfill ljust rjust center partition rpartition splitlines encode format capitalize title isupper islower substring charat"),
        (Signal.ListMethods, "append extend insert pop remove reverse reversed sort sorted enumerate zip range len map filter push count "
            + "min max sum"),
        (Signal.MapMethods, "items keys values get update setdefault fromkeys popitem copy clear put containskey"),
        (Signal.Explain, "explain explains describe understand clarify meaning walk elaborate"),
        (Signal.Review, "review reviewer critique feedback lgtm audit approve"),
        (Signal.Refactor, "refactor refactoring rename restructure simplify modernize modernise migrate extract inline deduplicate "
            + "rewrite cleanup convert edit modify move optimize optimise"),
        (
            Signal.Fix,
            "fix fixes fixed debug debugging repair solve resolve correct broken fails failing failed crash crashes crashing wrong"),
        (Signal.Bug, "bug bugs buggy error errors exception traceback issue segfault stacktrace typeerror nullreferenceexception "
            + "nullpointerexception valueerror keyerror indexerror"),
        (Signal.Test, "test tests testing unittest pytest xunit junit coverage testcase"),
        (Signal.Write, "write implement create generate build develop add make design code"),
        (Signal.Complete, "complete completion autocomplete continue fill"),
        (Signal.Summarise, "summarize summarise summary tldr condense abstract recap shorten"),
        (Signal.Ask, "what which who whom whose when where why how"),
        (Signal.Quantity, "many much total each per more less fewer twice half times every remaining left cost costs percent average "
            + "altogether dollars hours minutes days weeks"),
        (Signal.Mathematics, "integer integers polynomial triangle probability prove equation matrix theorem circle angle prime modulo "
            + "sqrt frac sum sequence digit digits remainder divisible perpendicular radius coordinates roots derivative integral"),
        (Signal.Agent, "repository repo workspace tool tools browse terminal commit branch pull shell"),
        (Signal.Negation, "not no never cannot false incorrect unless without neither nor"),
        (Signal.CodeNoun, "function method class code snippet program script algorithm api python javascript typescript java rust golang "
            + "csharp cpp sql regex html css bash react"),
        (Signal.Predict, "output outputs evaluates prints printed assertion"),
    ];

    private const string NamingCode = "code codebase ci app compiler pr diff pull commit patch";
    private const byte NamesCode = 0x80;
    private const byte Nothing = 0x7F;

    private static readonly uint[] Keys = new uint[Size];
    private static readonly byte[] Values = new byte[Size];

    static SignalWords()
    {
        foreach (var (signal, words) in Lists)
        {
            foreach (var word in words.Split(' '))
            {
                Add(WordHash.Of(word), (byte)signal);
            }
        }

        foreach (var word in NamingCode.Split(' '))
        {
            Values[Add(WordHash.Of(word), Nothing)] |= NamesCode;
        }
    }

    /// <summary>The signal of a word; null if it has none. A word listed twice ("function") has the signal listed first.</summary>
    /// <param name="namesCode">Whether it also counts as a <see cref="Signal.CodeWord"/>.</param>
    public static Signal? Find(uint hash, out bool namesCode)
    {
        for (var slot = SlotOf(hash); Keys[slot] != 0; slot = (slot + 1) & (Size - 1))
        {
            if (Keys[slot] == hash)
            {
                namesCode = Values[slot] >= NamesCode;
                return (Values[slot] & Nothing) == Nothing ? null : (Signal)(Values[slot] & Nothing);
            }
        }

        namesCode = false;
        return null;
    }

    /// <returns>The word's slot; an existing value is kept.</returns>
    private static uint Add(uint hash, byte value)
    {
        var slot = SlotOf(hash);
        while (Keys[slot] != 0)
        {
            if (Keys[slot] == hash)
            {
                return slot;
            }

            slot = (slot + 1) & (Size - 1);
        }

        (Keys[slot], Values[slot]) = (hash, value);
        return slot;
    }

    private static uint SlotOf(uint hash) => (hash ^ (hash >> 15)) & (Size - 1);
}
