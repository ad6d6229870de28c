using Microsoft.Extensions.Localization;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>What a page says beside the fields of a form that was refused.</summary>
internal static class FormSentences
{
    public static IReadOnlyList<FieldError> Of(Checks checks) => [.. checks.Errors.Select(error => new FieldError(error.Key, error.Value[0]))];

    public static IReadOnlyList<FieldError> Of(Refusal refusal) => [new FieldError(refusal.Field ?? "", refusal.Sentence)];

    public static IReadOnlyList<FieldError> In(this IReadOnlyList<FieldError> errors, IStringLocalizer words) => [.. errors.Select(error => error with { Message = words[error.Message] })];

    public static string? At(this IReadOnlyList<FieldError> errors, string name) => errors.FirstOrDefault(error => error.Name == name)?.Message;
}
