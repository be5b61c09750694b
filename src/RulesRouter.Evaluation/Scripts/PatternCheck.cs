namespace RulesRouter.Evaluation.Scripts;

/// <summary>
/// Finds regular expressions that can take exponential time: a repeated group that contains a repetition or an alternative. Reports some
/// harmless ones too.
/// </summary>
internal static class PatternCheck
{
    public static bool IsSlow(string pattern)
    {
        var open = new Stack<bool>();
        var risky = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '\\':
                    at++;
                    break;
                case '[':
                    at = EndOfClass(pattern, at);
                    break;
                case '(':
                    open.Push(risky);
                    risky = false;
                    break;
                case ')' when open.Count > 0:
                    if (risky && Repeats(pattern, at + 1))
                    {
                        return true;
                    }

                    risky |= open.Pop();
                    break;
                case '|' or '*' or '+':
                    risky = true;
                    break;
                case '{':
                    risky |= Repeats(pattern, at);
                    break;
            }
        }

        return false;
    }

    private static bool Repeats(string pattern, int at) =>
        at < pattern.Length && (pattern[at] is '*' or '+' || (pattern[at] == '{' && !IsSmall(pattern, at)));

    /// <summary>`{2}`, `{2,3}`: at most nine times.</summary>
    private static bool IsSmall(string pattern, int at)
    {
        var end = pattern.IndexOf('}', at);
        if (end < 0)
        {
            return true;
        }

        var most = pattern[(at + 1)..end].Split(',')[^1];
        return most.Length == 1 && char.IsAsciiDigit(most[0]);
    }

    private static int EndOfClass(string pattern, int at)
    {
        for (var end = at + 1; end < pattern.Length; end++)
        {
            if (pattern[end] == '\\')
            {
                end++;
            }
            else if (pattern[end] == ']')
            {
                return end;
            }
        }

        return pattern.Length;
    }
}
