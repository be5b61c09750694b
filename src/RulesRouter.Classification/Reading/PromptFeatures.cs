using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Reading;

/// <summary>Signals counted in one pass over a prompt. Text beyond <see cref="PromptScanner.Window"/> is counted for length only.</summary>
internal struct PromptFeatures
{
    internal SignalCounts Counts;

    /// <summary>Length of the whole prompt in UTF-16 units, including text that was not scanned.</summary>
    public int Characters { get; internal set; }

    /// <summary>At least a fence, a diff, a fill-in-the-middle marker or two lines that look like code.</summary>
    public readonly bool HasCode =>
        this[Signal.Fences] > 0 || HasDiff || HasFillMarkers || this[Signal.CodeLines] >= 2;

    /// <summary>Whether the prompt has markers with which editors ask for the text between a prefix and a suffix.</summary>
    public readonly bool HasFillMarkers => this[Signal.FillMarkers] > 0;

    public readonly bool HasDiff =>
        this[Signal.DiffHunks] > 0 && this[Signal.DiffAdded] + this[Signal.DiffRemoved] > 0;

    public readonly bool HasStackTrace => this[Signal.TraceLines] >= 2;

    public readonly int Lines => this[Signal.Lines];

    public readonly int Words => this[Signal.Words];

    internal readonly int this[Signal signal] => ((ReadOnlySpan<int>)Counts)[(int)signal];

    /// <summary>Call once, after counting.</summary>
    internal void Balance()
    {
        Counts[(int)Signal.ParenBalance] = Counts[(int)Signal.Parens] - Counts[(int)Signal.ClosedParens];
        Counts[(int)Signal.BracketBalance] = Counts[(int)Signal.Brackets] - Counts[(int)Signal.ClosedBrackets];
        Counts[(int)Signal.BraceBalance] = Counts[(int)Signal.Braces] - Counts[(int)Signal.ClosedBraces];
    }

    public static PromptFeatures Read(string text)
    {
        PromptFeatures features = default;
        var listener = default(NoListener);
        PromptScanner.Scan(text, ref features, ref listener);
        return features;
    }

    /// <summary>The features of a prompt.</summary>
    public static PromptFeatures Read(in ClassifierInput prompt) => Read(prompt.Text ?? "");
}
