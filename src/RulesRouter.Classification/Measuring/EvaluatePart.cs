namespace RulesRouter.Classifiers.Measuring;

/// <summary>What an evaluation that trains can measure; each takes its own time.</summary>
public enum EvaluatePart
{
    /// <summary>Each pair on its own labels, groups apart: what routing between two models can gain.</summary>
    OwnLabels,

    /// <summary>Chances by ability as they ship, groups apart.</summary>
    ByAbility,

    /// <summary>The same with the data set's whole family left out.</summary>
    FamilyOut,

    /// <summary>Task types: rules alone, groups apart, each source left out.</summary>
    Tasks,
}
