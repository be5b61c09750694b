using Acornima;
using Jint;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>A declared script → checked, prepared JavaScript. It is parsed once; every engine of the pool shares what comes of it.</summary>
internal static class ScriptReader
{
    /// <summary>A parser descends as deep as the text nests: with this much stack no text within the length limit gets to the bottom.</summary>
    private const int ParserStackBytes = 128 * 1024 * 1024;

    private static readonly ScriptPreparationOptions Options = new()
    {
        FoldConstants = false,
        CollectReferencedGlobals = true,
        ParsingOptions = new ScriptParsingOptions { CompileRegex = false, RegexTimeout = ScriptLimits.MaxRegexTime, Tolerant = false },
    };

    /// <summary>Null where something was reported.</summary>
    public static PreparedScript? Read(ScriptDeclaration script, DiagnosticBag diagnostics)
    {
        var text = script.Body.Text;
        if (text.Length > ScriptLimits.MaxLength)
        {
            diagnostics.Add(ScriptDiagnostics.TooLarge, script.Span, $"script `{script.Name}` has {text.Length} characters; the limit is {ScriptLimits.MaxLength}", "split it over several scripts");
            return null;
        }

        PreparedScript? prepared = null;
        var thread = new Thread(() => prepared = Prepare(script, diagnostics), ParserStackBytes);
        thread.Start();
        thread.Join();
        return prepared;
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

    private static void Report(ScriptDeclaration script, ScriptSource source, ScriptPreparationException exception, DiagnosticBag diagnostics)
    {
        if (exception.InnerException is not ParseErrorException { Error: { IsIndexDefined: true } error })
        {
            var tooDeep = exception.Message.Contains("nesting", StringComparison.Ordinal);
            diagnostics.Add(
                tooDeep ? ScriptDiagnostics.TooLarge : ScriptDiagnostics.Syntax,
                script.Span,
                tooDeep ? $"script `{script.Name}` nests deeper than {ScriptLimits.MaxDepth} levels" : $"script `{script.Name}` is not JavaScript");
            return;
        }

        // Past the end of the body stand only the braces that close the function around it.
        var (message, help) = source.IsBody(error.Index)
            ? (InPlainWords(error.Description), "the body of a script is JavaScript statements that end in `return`")
            : ("the body ends too early, or one of its brackets is not closed", "close what is open");
        diagnostics.Add(ScriptDiagnostics.Syntax, source.SpanOf(error.Index, 1), message, help);
    }

    private static string InPlainWords(string description)
    {
        var words = description.TrimEnd('.').Replace('\'', '`');
        return words.Length == 0 ? "this is not JavaScript" : char.ToLowerInvariant(words[0]) + words[1..];
    }
}
