namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>The parts of an evaluation that trains.</summary>
internal enum EvaluatePart
{
    /// <summary>Each pair on its own labels, split by group.</summary>
    OwnLabels,

    /// <summary>Success by ability as shipped, split by group.</summary>
    ByAbility,

    /// <summary>The same, with the data set's whole family left out.</summary>
    FamilyOut,

    /// <summary>Tasks: rules alone, and each source left out.</summary>
    Tasks,

    /// <summary>The precision of each unambiguous form.</summary>
    Forms,

    /// <summary>The precision of the rules of each kind.</summary>
    Kinds,
}
