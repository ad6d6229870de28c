namespace PadelSaaS.Browser.House;

/// <summary>Somebody without an account. Every test invents its own, so that the inbox can be asked for their mails.</summary>
internal sealed record Guest(string Name, string Email, string Phone)
{
    public static Guest Called(string name) => new(name, $"guest.{Guid.CreateVersion7():N}@example.test", "+34 799 000 500");
}
