namespace RulesRouter.Classifiers.Training.Learning;

/// <param name="Ability">The model's mean success on the data set, in [0, 1].</param>
/// <param name="Success">In [0, 1].</param>
internal readonly record struct LearningAnswer(double Ability, double Success);
