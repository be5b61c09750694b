using Acornima;
using Jint;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>Parses and checks a declared script. It is parsed once; all engines of the pool share the result.</summary>
internal static class ScriptReader
{
    /// <summary>
    /// Stack of a thread that reads scripts: the parser is recursive, and no source within the maximum length overflows it.
    /// </summary>
    public const int StackBytes = 128 * 1024 * 1024;

    private static readonly ScriptPreparationOptions Options = new()
    {
        FoldConstants = false,
        CollectReferencedGlobals = true,
        ParsingOptions = new ScriptParsingOptions { CompileRegex = false, RegexTimeout = ScriptLimits.MaxRegexTime, Tolerant = false },
    };

    /// <summary>Null if an error was reported. Its thread needs <see cref="StackBytes"/>.</summary>
    public static PreparedScript? Read(ScriptDeclaration script, DiagnosticBag diagnostics)
    {
        var text = script.Body.Text;
        if (text.Length > ScriptLimits.MaxLength)
        {
            diagnostics.Add(
                ScriptDiagnostics.TooLarge,
                script.Span,
                $"script `{script.Name}` has {text.Length} characters; the maximum is {ScriptLimits.MaxLength}",
                "split it into several scripts");
            return null;
        }

        return Prepare(script, diagnostics);
    }

    private static PreparedScript? Prepare(ScriptDeclaration script, DiagnosticBag diagnostics)
    {
        var source = new ScriptSource(script);
        try
        {
            var prepared = Engine.PrepareScript(source.Text, script.QualifiedName, strict: true, Options);
            return ScriptCheck.Holds(script, source, prepared, diagnostics) ? new PreparedScript(script, prepared) : null;
        }
        catch (ScriptPreparationException exception)
        {
            Report(script, source, exception, diagnostics);
            return null;
        }
    }

    private static void Report(
        ScriptDeclaration script,
        ScriptSource source,
        ScriptPreparationException exception,
        DiagnosticBag diagnostics)
    {
        if (exception.InnerException is not ParseErrorException { Error: { IsIndexDefined: true } error })
        {
            var tooDeep = exception.Message.Contains("nesting", StringComparison.Ordinal);
            diagnostics.Add(
                tooDeep ? ScriptDiagnostics.TooLarge : ScriptDiagnostics.Syntax,
                script.Span,
                tooDeep
                    ? $"script `{script.Name}` nests deeper than {ScriptLimits.MaxDepth} levels"
                    : $"script `{script.Name}` is not JavaScript");
            return;
        }

        // After the end of the body there are only the braces that close the enclosing function.
        var (message, help) = source.IsBody(error.Index)
            ? (InPlainWords(error.Description), "the body of a script is JavaScript statements that end in `return`")
            : ("unexpected end of the script; a bracket is not closed", "add the missing closing bracket");
        diagnostics.Add(ScriptDiagnostics.Syntax, source.SpanOf(error.Index, 1), message, help);
    }

    private static string InPlainWords(string description)
    {
        var words = description.TrimEnd('.').Replace('\'', '`');
        return words.Length == 0 ? "this is not JavaScript" : char.ToLowerInvariant(words[0]) + words[1..];
    }
}
