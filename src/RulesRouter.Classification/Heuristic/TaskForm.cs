namespace RulesRouter.Classifiers.Heuristic;

/// <summary>Forms of a prompt that have one task, whatever its words.</summary>
internal enum TaskForm
{
    /// <summary>Markers with which editors ask for the text between a prefix and a suffix.</summary>
    FillMarkers,

    /// <summary>An assertion with a hole: <c>assert f(1) == ??</c>.</summary>
    AssertionWithHole,

    /// <summary>A diff and nothing else, without a system text.</summary>
    DiffAlone,
}
