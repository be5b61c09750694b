namespace RulesRouter.Classifiers.Training.Data;

/// <summary>Outcome data that cannot be read. The message names the file and, if known, the line.</summary>
internal sealed class OutcomeDataException : Exception
{
    public OutcomeDataException(string file, int line, string problem, Exception? cause = null)
        : base(line > 0 ? $"{file}:{line}: {problem}" : $"{file}: {problem}", cause) => (File, Line) = (file, line);

    public string File { get; }

    /// <summary>From 1; 0 for the file as a whole.</summary>
    public int Line { get; }
}
