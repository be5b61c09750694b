using RulesRouter.Tokens;

namespace RulesRouter.Core.Tests.Tokens;

/// <summary>Counts the features one character at a time, by their definitions: what <see cref="TokenFeatureReader"/> must equal.</summary>
internal static class ReferenceTokenFeatures
{
    public static int[] Of(string text)
    {
        var counts = new int[TokenFeatures.Length];
        void Add(TokenFeature feature, bool found) => counts[(int)feature] += found ? 1 : 0;
        bool Starts(int at) => IsLower(text, at) && !IsLetter(text, at - 1) || IsUpper(text, at) && !IsUpper(text, at - 1);
        bool Changes(int at) => IsDigit(text, at) && IsLetter(text, at - 1)
            || IsLetter(text, at) && IsDigit(text, at - 1)
            || IsUpper(text, at) && IsLower(text, at - 1);
        bool Equal(int at) => At(text, at) == At(text, at - 1);
        for (var at = 0; at < text.Length; at++)
        {
            var joined = Starts(at) && (IsLetter(text, at - 1) || IsDigit(text, at - 1));
            var marked = Starts(at) && IsMark(text, at - 1);
            Add(TokenFeature.JoinedWords, joined);
            Add(TokenFeature.WordsAfterMark, marked);
            Add(TokenFeature.Words, Starts(at) && !joined && !marked);
            Add(TokenFeature.MarksBeforeWord, marked && !IsMark(text, at - 2));
            Add(TokenFeature.Capitals, IsUpper(text, at) && IsUpper(text, at - 1));
            Add(TokenFeature.RepeatedLetters, IsLetter(text, at) && Equal(at) && Equal(at - 1));
            bool Continues(int letters) => Enumerable.Range(0, letters - 1).All(back => IsLetter(text, at - back) && !Starts(at - back));
            Add(TokenFeature.LettersFrom5, Continues(5));
            Add(TokenFeature.LettersFrom7, Continues(7));
            Add(TokenFeature.LettersFrom9, Continues(9));
            Add(TokenFeature.LettersFrom13, Continues(13));
            var noisy = Changes(at) && Enumerable.Range(1, 6).Any(back => Changes(at - back));
            Add(TokenFeature.NoisyCapitals, noisy && IsUpper(text, at) && IsLower(text, at - 1));
            Add(TokenFeature.NoisyDigits, noisy && !(IsUpper(text, at) && IsLower(text, at - 1)));
            var number = IsDigit(text, at) && !IsDigit(text, at - 1);
            Add(TokenFeature.Numbers, number);
            Add(TokenFeature.NumbersAfterBlank, number && At(text, at - 1) == ' ');
            var before = 0;
            while (IsDigit(text, at - before - 1))
            {
                before++;
            }

            Add(TokenFeature.FurtherDigitGroups, IsDigit(text, at) && before > 0 && before % 3 == 0);
            var mark = IsMark(text, at);
            Add(TokenFeature.MarkRuns, mark && !IsMark(text, at - 1));
            Add(TokenFeature.FurtherMarks, mark && IsMark(text, at - 1) && !Equal(at));
            Add(TokenFeature.RepeatedMarks, mark && IsMark(text, at - 1) && Equal(at));
            var further = IsSpace(text, at) && IsSpace(text, at - 1);
            Add(TokenFeature.BlankRuns, further && !IsSpace(text, at - 2));
            Add(TokenFeature.FurtherBlanks, further && IsSpace(text, at - 2));
            Add(TokenFeature.Tabs, At(text, at) == '\t' && !further);
            var end = IsLineEnd(text, at) && !IsLineEnd(text, at - 1);
            Add(TokenFeature.LineEndsAfterMark, end && IsMark(text, at - 1));
            Add(TokenFeature.LineEnds, end && !IsMark(text, at - 1));
            Add(TokenFeature.FurtherLineEnds, IsLineEnd(text, at) && !end);
            Add(TokenFeature.Controls, text[at] is > '\0' and < ' ' && !IsLineEnd(text, at) && text[at] != '\t');
            if (text[at] > '\u007F')
            {
                var script = Scripts.Of(text[at]);
                counts[TokenFeatures.Characters(script)]++;
                counts[TokenFeatures.Words(script)] += at == 0 || text[at - 1] <= '\u007F' || Scripts.Of(text[at - 1]) != script ? 1 : 0;
            }
        }

        return counts;
    }

    /// <summary>Before a text a line ends.</summary>
    private static char At(string text, int at) => at < -1 ? '\0' : at < 0 ? '\n' : text[at];

    private static bool IsLatin(char unit) => unit > '\u007F' && Scripts.Of(unit) is Script.Latin or Script.LatinAdditional;

    private static bool IsLower(string text, int at) => At(text, at) is >= 'a' and <= 'z' || IsLatin(At(text, at));

    private static bool IsUpper(string text, int at) => At(text, at) is >= 'A' and <= 'Z';

    private static bool IsLetter(string text, int at) => IsLower(text, at) || IsUpper(text, at);

    private static bool IsDigit(string text, int at) => char.IsAsciiDigit(At(text, at));

    private static bool IsMark(string text, int at) => At(text, at) is > ' ' and < '\u007F' && !char.IsAsciiLetterOrDigit(At(text, at));

    private static bool IsSpace(string text, int at) => At(text, at) is ' ' or '\t';

    private static bool IsLineEnd(string text, int at) => At(text, at) is '\n' or '\r';
}
