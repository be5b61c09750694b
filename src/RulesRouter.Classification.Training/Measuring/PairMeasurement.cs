namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>The figures of one pair on one data set.</summary>
internal sealed record PairMeasurement
{
    public required string DataSet { get; init; }

    public required ModelPair Pair { get; init; }

    /// <summary>How training and test rows were separated.</summary>
    public required string Split { get; init; }

    public required int Rows { get; init; }

    public required double WeakAccuracy { get; init; }

    public required double StrongAccuracy { get; init; }

    public required Calibration Weak { get; init; }

    public required Calibration Strong { get; init; }

    /// <summary>Of both models' probabilities together.</summary>
    public required IReadOnlyList<ReliabilityBin> Reliability { get; init; }

    public required IReadOnlyList<ScoreMeasurement> Scores { get; init; }

    /// <summary>The baseline with the highest APGR.</summary>
    public required string BestTrivial { get; init; }

    public required Interval OverTrivial { get; init; }

    /// <summary>Null if no prototype was trained.</summary>
    public required Interval? OverPrototype { get; init; }

    /// <summary>(APGR − ½) divided by the oracle's.</summary>
    public required double OracleShare { get; init; }

    /// <summary>Trivial score → the classifier's difference in APGR to it, and that difference in every resample.</summary>
    internal IReadOnlyDictionary<string, (double Value, double[] Resamples)> Over { get; init; } =
        new Dictionary<string, (double, double[])>();

    /// <summary>The same for the difficulty as a score: hard prompts go to the strong model; empty where none is measured.</summary>
    internal IReadOnlyDictionary<string, (double Value, double[] Resamples)> DifficultyOver { get; init; } =
        new Dictionary<string, (double, double[])>();

    internal double[] TrivialResamples { get; init; } = [];

    internal double[] PrototypeResamples { get; init; } = [];
}
