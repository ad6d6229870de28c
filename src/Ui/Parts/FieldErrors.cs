using Microsoft.Extensions.Localization;

namespace PadelSaaS.Ui.Parts;

/// <summary>What was refused, field by field.</summary>
public static class FieldErrors
{
    /// <summary>The same in the reader's words: a rule's sentence is its key.</summary>
    public static IReadOnlyList<FieldError> In(this IReadOnlyList<FieldError> errors, IStringLocalizer words) => [.. errors.Select(error => error with { Message = words[error.Message] })];

    /// <summary>What is wrong with a field; <see langword="null"/> for nothing.</summary>
    public static string? At(this IReadOnlyList<FieldError> errors, string name) => errors.FirstOrDefault(error => error.Name == name)?.Message;
}
