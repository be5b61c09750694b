using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace RulesRouter.Conversations;

/// <summary>
/// Recognises requests by the client itself: titles, summaries of the conversation, commit messages, checks of commands, suggestions of the
/// next message.
/// </summary>
internal static partial class Housekeeping
{
    private const int Head = 800;

    /// <summary>The longest text that is an instruction as a whole.</summary>
    private const int Word = 8;

    /// <summary>One of these is in every other instruction: most texts need no search by the expression.</summary>
    private static readonly SearchValues<string> Marks = SearchValues.Create(
        [
            "title", "summar", "checkpoint", "commit message", "bash commands", "file path", "conversation topic", "suggestion mode",
            "follow", "tags categori",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The instruction is at the beginning of a text, or behind the conversation that it is about.</summary>
    public static bool Is(string text) =>
        Matches(text.AsSpan(0, Math.Min(text.Length, Head)))
        || (text.Length > Head && Matches(text.AsSpan(text.Length - Math.Min(text.Length - Head, Head))));

    /// <summary>Beyond ASCII other letters count as these too.</summary>
    private static bool Matches(ReadOnlySpan<char> text) =>
        (text.Length <= Word || !Ascii.IsValid(text) || text.ContainsAny(Marks)) && Instruction().IsMatch(text);

    [GeneratedRegex(
        """
        \b(?:generate|write|create|provide|craft|extract|come[ ]up[ ]with|reply[ ]with|respond[ ]with|suggest|produce|make)[ ]
            (?:(?:me|a|an|the|very|concise|short|brief|clear|descriptive|pithy|sentence-case|single|simple|good|suitable|relevant|new|chat
                |conversation|session|\d[\w–-]*|to|or|words?|few),?[ ]){0,9}
            titles?\b[^\n]{0,160}\b(?:conversation|chat|session|thread|topic|messages?|task|discussion)\b
        | \b(?:concise|short|brief|pithy)\b[^\n]{0,60}\btitles?\b[^\n]{0,80}\b(?:conversation|conversations|chat|session|thread|chatbot)\b
        | \byou[ ]are[ ]a[ ]title[ ]generator\b
        | \bsummari[sz]e[ ]this[ ](?:coding[ ]|partial[ ])?conversation\b
        | \byour[ ]task[ ]is[ ]to[ ]create[ ]a[ ](?:detailed|comprehensive|concise)[ ]summary[ ]of[ ](?:the|this|our)[ ]conversation
        | \bcontext[ ]checkpoint[ ]compaction\b
        | \bcreate[ ]a[ ]handoff[ ]summary\b
        | \bsummari[sz]e[ ](?:the|our)[ ](?:conversation|chat|session|discussion)[ ](?:so[ ]far|above|history)\b
        | \*?briefly\*?[ ]summari[sz]e[ ]this[ ]partial[ ]conversation\b
        | \bconcise,[ ]one-line[ ]git[ ]commit[ ]messages?\b
        | \bprocess[ ]bash[ ]commands[ ]that[ ]an[ ]ai[ ]coding[ ]agent[ ]wants[ ]to[ ]run\b
        | \bextract[ ]any[ ]file[ ]paths[ ]that[ ]this[ ]command[ ]reads[ ]or[ ]modifies\b
        | \banaly[sz]e[ ]if[ ]this[ ]message[ ]indicates[ ]a[ ]new[ ]conversation[ ]topic\b
        | \[suggestion[ ]mode:
        | \bsuggest[ ][^\n]{0,40}\bfollow-?up[ ]questions\b
        | \bgenerate[ ][^\n]{0,40}\btags[ ]categori[sz]ing\b
        | ^(?:quota|warmup|ping)$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Instruction();
}
