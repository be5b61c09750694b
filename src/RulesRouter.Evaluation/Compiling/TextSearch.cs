using System.Buffers;
using System.Text.RegularExpressions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>A text test, ready to run.</summary>
internal sealed class TextSearch
{
    private readonly SearchValues<string>? values;
    private readonly Regex? pattern;

    /// <param name="test">Without a problem.</param>
    public TextSearch(TextTest test)
    {
        Test = test;
        if (test.IsPattern)
        {
            pattern = test.Regex();
        }
        else
        {
            values = SearchValues.Create(test.Values.AsSpan(), StringComparison.OrdinalIgnoreCase);
        }
    }

    public TextTest Test { get; }

    /// <param name="request">Of which the text is known.</param>
    public bool Passes(DecisionRequest request) => RequestTextParts.Of(request, Test.Part).Any(IsIn);

    private bool IsIn(string text) => pattern is null ? text.AsSpan().ContainsAny(values!) : pattern.IsMatch(text);
}
