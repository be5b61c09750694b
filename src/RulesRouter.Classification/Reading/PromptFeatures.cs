using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Reading;

/// <summary>Facts of a prompt's text, counted in one pass. Text beyond <see cref="PromptScanner.Window"/> is counted for length only.</summary>
public struct PromptFeatures
{
    internal SignalCounts Counts;

    /// <summary>Length in UTF-16 units of the text that was given, whether or not all of it was read.</summary>
    public int Characters { get; internal set; }

    /// <summary>At least a fence, a diff, a fill-in-the-middle marker or two lines that look like code.</summary>
    public readonly bool HasCode =>
        this[Signal.Fences] > 0 || HasDiff || HasFillMarkers || this[Signal.CodeLines] >= 2;

    /// <summary>Markers with which editors ask for the text between a prefix and a suffix.</summary>
    public readonly bool HasFillMarkers => this[Signal.FillMarkers] > 0;

    public readonly bool HasDiff =>
        this[Signal.DiffHunks] > 0 && this[Signal.DiffAdded] + this[Signal.DiffRemoved] > 0;

    public readonly bool HasStackTrace => this[Signal.TraceLines] >= 2;

    public readonly int Lines => this[Signal.Lines];

    public readonly int Words => this[Signal.Words];

    /// <summary>See <see cref="TokenEstimate"/>.</summary>
    public readonly int EstimatedTokens => TokenEstimate.Of(this);

    internal readonly int this[Signal signal] => ((ReadOnlySpan<int>)Counts)[(int)signal];

    /// <summary>To be called once, after all has been counted.</summary>
    internal void Balance()
    {
        Counts[(int)Signal.ParenBalance] = Counts[(int)Signal.Parens] - Counts[(int)Signal.ClosedParens];
        Counts[(int)Signal.BracketBalance] = Counts[(int)Signal.Brackets] - Counts[(int)Signal.ClosedBrackets];
        Counts[(int)Signal.BraceBalance] = Counts[(int)Signal.Braces] - Counts[(int)Signal.ClosedBraces];
    }

    public static PromptFeatures Read(string text)
    {
        PromptFeatures features = default;
        var nobody = default(NoListener);
        PromptScanner.Scan(text, ref features, ref nobody);
        return features;
    }

    /// <summary>The features of what a classifier was given.</summary>
    public static PromptFeatures Read(in ClassifierInput prompt) => Read(prompt.Text ?? "");
}
