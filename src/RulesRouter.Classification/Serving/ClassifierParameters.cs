using RulesRouter.Classifiers.Learning;

namespace RulesRouter.Classifiers.Serving;

/// <summary>Everything that was learnt: the content of an artefact. A domain without enough outcomes has no model.</summary>
internal sealed record ClassifierParameters(int Seed, TaskModel? Tasks, DomainModel?[] Domains);
