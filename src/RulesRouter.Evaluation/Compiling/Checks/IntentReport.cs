using System.Globalization;
using RulesRouter.Classifiers.Intents;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Compiling.Checks;

/// <summary>Reports how well the examples of every intent separate.</summary>
internal static class IntentReport
{
    /// <summary>Of an intent's examples: fewer recognised are a warning.</summary>
    private const double MinFound = 0.5;

    /// <summary>Of an intent's examples: as many recognised as one other intent are a warning.</summary>
    private const double MaxMistaken = 0.25;

    /// <summary>Of general prompts: more taken for an intent are a warning.</summary>
    private const double MaxTaken = 0.02;

    public static void Run(CompiledPolicySet set, DiagnosticBag diagnostics)
    {
        var reported = new HashSet<(Source.SourceSpan, SeparatedIntent)>();
        foreach (var intents in set.Compiled.Values.Select(policy => policy.Intents).OfType<CompiledIntents>())
        {
            foreach (var (declared, separated) in intents.Declared.Zip(intents.Model.Separation.Intents))
            {
                if (reported.Add((declared.Span, separated)))
                {
                    Report(declared, separated, intents.Model.Separation.Others, diagnostics);
                }
            }
        }
    }

    private static void Report(IntentDeclaration declared, SeparatedIntent intent, int others, DiagnosticBag diagnostics)
    {
        var share = ((double)intent.OthersTaken / others).ToString("P1", CultureInfo.InvariantCulture);
        var found = $"{intent.Found} of {intent.Examples} examples of `{intent.Name}` are recognised by what the others show";
        var taken = $"{intent.OthersTaken} of {others} general prompts are taken for it ({share})";
        foreach (var (other, count) in intent.Mistaken.Where(pair => pair.Value >= MaxMistaken * intent.Examples))
        {
            diagnostics.Add(
                DeclarationDiagnostics.OverlappingIntents,
                declared.Span,
                $"{count} of {intent.Examples} examples of `{intent.Name}` are recognised as `{other}`",
                $"merge `{intent.Name}` and `{other}`, or add examples that show the difference");
        }

        if (intent.Found < MinFound * intent.Examples && intent.Mistaken.Values.Sum() < MaxMistaken * intent.Examples)
        {
            diagnostics.Add(
                DeclarationDiagnostics.OverlappingIntents,
                declared.Span,
                $"only {found}",
                "add examples that resemble each other more, or split the intent");
        }

        if (intent.OthersTaken > MaxTaken * others)
        {
            diagnostics.Add(
                DeclarationDiagnostics.OverlappingIntents,
                declared.Span,
                $"intent `{intent.Name}` is too general: {taken}",
                "replace examples that could ask for anything by ones that name what is asked for");
        }

        diagnostics.Add(DeclarationDiagnostics.IntentSeparation, declared.Span, $"{found}; {taken}", "");
    }
}
