namespace PadelSaaS.Booking.Taking;

/// <summary>Ways to pay that this service has to tell apart.</summary>
internal static class PaymentMethods
{
    /// <summary>Paid on arrival; the booking is confirmed without waiting for money.</summary>
    public const string AtClub = "at_club";

    /// <summary>Credit the player has with the club; for who is signed in.</summary>
    public const string Wallet = "wallet";

    /// <summary>Shared between players, who each pay their part until a deadline.</summary>
    public const string Split = "split";
}
