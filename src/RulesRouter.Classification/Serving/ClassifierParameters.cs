using RulesRouter.Classifiers.Learning;

namespace RulesRouter.Classifiers.Serving;

/// <summary>Everything that was learnt: the content of an artefact.</summary>
/// <param name="Tasks">Null where too few prompts have a task.</param>
/// <param name="Domains">A domain without enough outcomes has no model.</param>
/// <param name="Lengths">What is left to say of such a domain.</param>
internal sealed record ClassifierParameters(int Seed, TaskModel? Tasks, DomainModel?[] Domains, LengthResponse Lengths);
